#include <benchmark/benchmark.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "bench/bare_upsert.h"
#include "bench/bench_feed.h"
#include "bench/scratch_folder.h"

namespace scan::bench {
namespace {

// The table exists and is empty, as when a worker starts.
std::string made_store(const ScratchFolder& folder, Clock& clock) {
    const std::string path = folder.file("store.db");
    static_cast<void>(make_sqlite_engine({.path = path}, clock)->migrate_store());
    return path;
}

void apply_batches(benchmark::State& state) {
    std::vector<ScanEvent> events = decoded_events(0, kStoreEvents);
    SystemClock clock;
    for (auto _ : state) {
        const ScratchFolder folder;
        const auto engine = make_sqlite_engine({.path = made_store(folder, clock)}, clock);
        const auto store = engine->parcel_store();
        for (std::size_t first = 0; first < events.size(); first += kBatchEvents) {
            std::vector<const ScanEvent*> pointers;
            StoreBatch batch;
            for (std::size_t i = first; i < first + kBatchEvents; ++i) {
                pointers.push_back(&events[i]);
                batch.applied.push_back(events[i].event_id);
            }
            batch.parcels = fold(pointers);
            if (!store->apply(batch)) state.SkipWithError("apply failed");
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * events.size()));
}

void upsert_bare(benchmark::State& state) {
    std::vector<ParcelSummary> rows;
    for (const ScanEvent& event : decoded_events(0, kStoreEvents)) rows.push_back(summarize(event));
    SystemClock clock;
    for (auto _ : state) {
        const ScratchFolder folder;
        bare_upsert(made_store(folder, clock), rows, kBatchEvents);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows.size()));
}

BENCHMARK(apply_batches)
    ->Name("SQLite: apply, new table")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK(upsert_bare)
    ->Name("SQLite: apply, new table/bare")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);

}  // namespace
}  // namespace scan::bench
