#include "bench/bare_copy_loop.h"

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bare_copy.h"
#include "bench/bench_feed.h"

namespace scan::bench {

void measure_bare_copy(benchmark::State& state, std::size_t events) {
    const auto batches = folded_batches(events);
    SystemClock clock;
    for (auto _ : state) {
        const PostgresDatabase database;
        static_cast<void>(
            make_postgres_engine({.address = database.address()}, clock)->migrate_store());
        bare_copy(database.url(), batches);
    }
    state.SetItemsProcessed(
        static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * events));
}

}  // namespace scan::bench
