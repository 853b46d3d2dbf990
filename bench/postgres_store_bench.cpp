#include <benchmark/benchmark.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bare_copy_loop.h"
#include "bench/bench_feed.h"

namespace scan::bench {
namespace {

void apply_batches(benchmark::State& state) {
    const auto batches = folded_batches(kStoreEvents);
    SystemClock clock;
    for (auto _ : state) {
        const PostgresDatabase database;
        const auto engine = make_postgres_engine({.address = database.address()}, clock);
        const auto store = engine->parcel_store();
        StoreBatch batch;
        for (const auto& parcels : batches) {
            batch.parcels = parcels;
            if (!store->apply(batch)) state.SkipWithError("apply failed");
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kStoreEvents));
}

void copy_bare(benchmark::State& state) {
    measure_bare_copy(state, kStoreEvents);
}

BENCHMARK(apply_batches)
    ->Name("PostgreSQL: apply, new table")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(7);
BENCHMARK(copy_bare)
    ->Name("PostgreSQL: apply, new table/bare")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(7);

}  // namespace
}  // namespace scan::bench
