#include <benchmark/benchmark.h>

#include <cstdlib>

#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bare_copy_loop.h"
#include "bench/bench_feed.h"
#include "bench/worker_process.h"
#include "feed_server/feed_server.h"
#include "tests/integration/emulator.h"

namespace scan::bench {
namespace {

// Feed server → HTTP → worker → emulator of Amazon SQS → PostgreSQL. The emulator runs on the same
// machine, and takes its share of it.
void server_whole_way(benchmark::State& state) {
    ::setenv("AWS_ACCESS_KEY_ID", "bench", 1);
    ::setenv("AWS_SECRET_ACCESS_KEY", "bench", 1);
    SystemClock clock;
    double resident_mib_max = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const PostgresDatabase database;
        Emulator sqs;
        const std::string queue = sqs.server().create_queue_with_dead_letters("events", 3);
        const auto server = FeedServer::start({}, feed(), clock);
        state.ResumeTiming();
        WorkerProcess worker(
            (*server)->url(), database.url(), queue,
            {"--until-caught-up", "--feed-poll-interval", "100ms", "--queue-receive-wait", "1s"});
        const auto end = worker.wait();
        resident_mib_max = std::max(resident_mib_max, end.resident_mib_max);
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
    state.counters["worker's peak MiB"] = resident_mib_max;
}

void server_whole_way_bare(benchmark::State& state) {
    measure_bare_copy(state, kEvents);
}

BENCHMARK(server_whole_way)
    ->Name("SQS, PostgreSQL: whole way")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK(server_whole_way_bare)
    ->Name("SQS, PostgreSQL: whole way/bare")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);

}  // namespace
}  // namespace scan::bench
