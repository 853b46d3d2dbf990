#include <benchmark/benchmark.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "bench/bare_upsert.h"
#include "bench/bench_feed.h"
#include "bench/cost_notes.h"
#include "bench/scratch_folder.h"
#include "bench/sync_count.h"
#include "bench/worker_command.h"
#include "feed_server/feed_server.h"

namespace scan::bench {
namespace {

// Feed server → HTTP → worker → SQLite queue → SQLite store, with the worker as users run it.
void whole_way(benchmark::State& state, int processors) {
    SystemClock clock;
    for (auto _ : state) {
        state.PauseTiming();
        const ScratchFolder folder;
        const auto server = FeedServer::start({}, feed(), clock);
        const SyncCount syncs(folder.file("syncs"));
        state.ResumeTiming();
        MeasuredProcess worker(
            worker_command((*server)->url(), folder.url("store.db"), folder.url("queue.db"),
                           {"--until-caught-up", "--admin-listen", kAnyPort, "--feed-poll-interval",
                            "100ms", "--processor-count", std::to_string(processors)}),
            syncs.environment());
        const auto end = worker.wait();
        state.PauseTiming();
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
        note_cost(state, end.cost, kEvents);
        constexpr double kPageBytes = 4096;
        const double millions = kEvents / 1e6;
        state.counters["pages written a million events"] =
            end.cost.written_bytes / kPageBytes / millions;
        state.counters["syncs a million events"] = static_cast<double>(syncs.read()) / millions;
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
    if (processors > 1) state.SetLabel("SQLite: whole way");
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

BENCHMARK_CAPTURE(whole_way, one_processor, 1)
    ->Name("SQLite: whole way")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(whole_way, two_processors, 2)
    ->Name("SQLite: whole way, processor.count 2")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(whole_way, four_processors, 4)
    ->Name("SQLite: whole way, processor.count 4")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK(whole_way_bare)
    ->Name("SQLite: whole way/bare")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);

}  // namespace
}  // namespace scan::bench
