#include <benchmark/benchmark.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bare_copy.h"
#include "bench/bench_feed.h"

namespace scan::bench {
namespace {

constexpr std::size_t kStoreEvents = 500'000;

std::vector<std::vector<ParcelSummary>> folded_batches() {
    const std::vector<ScanEvent> events = decoded_events(0, kStoreEvents);
    std::vector<std::vector<ParcelSummary>> batches;
    for (std::size_t first = 0; first < events.size(); first += kBatchEvents) {
        std::vector<const ScanEvent*> pointers;
        for (std::size_t i = first; i < first + kBatchEvents; ++i) pointers.push_back(&events[i]);
        batches.push_back(fold(pointers));
    }
    return batches;
}

void apply_batches(benchmark::State& state) {
    const auto batches = folded_batches();
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
    const auto batches = folded_batches();
    SystemClock clock;
    for (auto _ : state) {
        const PostgresDatabase database;
        static_cast<void>(
            make_postgres_engine({.address = database.address()}, clock)->migrate_store());
        bare_copy(database.url(), batches);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kStoreEvents));
}

BENCHMARK(apply_batches)->Name("PostgreSQL: apply")->UseRealTime()->Iterations(1)->Repetitions(3);
BENCHMARK(copy_bare)->Name("PostgreSQL: apply/bare")->UseRealTime()->Iterations(1)->Repetitions(3);

}  // namespace
}  // namespace scan::bench
