#include <benchmark/benchmark.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "bench/bare_upsert.h"
#include "bench/bench_feed.h"
#include "bench/scratch_folder.h"
#include "bench/worker_process.h"
#include "feed_server/feed_server.h"

namespace scan::bench {
namespace {

// Feed server → HTTP → worker → SQLite queue → SQLite store, with the worker as users run it.
void whole_way(benchmark::State& state) {
    SystemClock clock;
    double resident_mib_max = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const ScratchFolder folder;
        const auto server = FeedServer::start({}, feed(), clock);
        state.ResumeTiming();
        WorkerProcess worker((*server)->url(), folder.url("store.db"), folder.url("queue.db"),
                             {"--until-caught-up", "--feed-poll-interval", "100ms"});
        const auto end = worker.wait();
        resident_mib_max = std::max(resident_mib_max, end.resident_mib_max);
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
    state.counters["worker's peak MiB"] = resident_mib_max;
}

void whole_way_bare(benchmark::State& state) {
    std::vector<ParcelSummary> rows;
    rows.reserve(kEvents);
    for (std::size_t first = 0; first < kEvents; first += kPageEvents) {
        for (const ScanEvent& event : decoded_events(first, kPageEvents))
            rows.push_back(summarize(event));
    }
    SystemClock clock;
    for (auto _ : state) {
        const ScratchFolder folder;
        const std::string path = folder.file("store.db");
        static_cast<void>(make_sqlite_engine({.path = path}, clock)->migrate_store());
        bare_upsert(path, rows, kBatchEvents);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
}

BENCHMARK(whole_way)->Name("whole way")->UseRealTime()->Iterations(1)->Repetitions(3);
BENCHMARK(whole_way_bare)->Name("whole way/bare")->UseRealTime()->Iterations(1)->Repetitions(3);

}  // namespace
}  // namespace scan::bench
