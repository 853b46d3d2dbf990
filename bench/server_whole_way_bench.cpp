#include <benchmark/benchmark.h>

#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bare_copy_loop.h"
#include "bench/bench_feed.h"
#include "bench/billed_requests.h"
#include "bench/cost_notes.h"
#include "bench/worker_command.h"
#include "feed_server/feed_server.h"
#include "tests/integration/emulator.h"

namespace scan::bench {
namespace {

// Feed server → HTTP → worker → emulator of Amazon SQS → PostgreSQL. The emulator runs on the same
// machine, and takes its share of it.
void sqs_whole_way(benchmark::State& state, const char* compression) {
    SystemClock clock;
    for (auto _ : state) {
        state.PauseTiming();
        const PostgresDatabase database;
        Emulator sqs;
        const std::string queue = sqs.server().create_queue_with_dead_letters("events", 3);
        const auto server = FeedServer::start({}, feed(), clock);
        state.ResumeTiming();
        MeasuredProcess worker(
            worker_command(
                (*server)->url(), database.url(), queue,
                {"--until-caught-up", "--admin-listen", kAnyPort, "--feed-poll-interval", "100ms",
                 "--queue-receive-wait", "1s", "--queue-compression", compression}),
            {"AWS_ACCESS_KEY_ID=bench", "AWS_SECRET_ACCESS_KEY=bench"});
        const auto end = worker.wait();
        state.PauseTiming();
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
        note_cost(state, end.cost, kEvents);
        state.counters["billed SQS requests for 1,000 events"] =
            static_cast<double>(billed_requests(sqs.requests())) / (kEvents / 1e3);
        state.counters["the emulator's CPU s a million events"] =
            cpu_seconds(sqs.id()) / (kEvents / 1e6);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
    state.SetLabel("SQS, PostgreSQL: whole way/bare");
}

// The queue is in the same database.
void postgres_whole_way(benchmark::State& state, int processors) {
    SystemClock clock;
    for (auto _ : state) {
        state.PauseTiming();
        const PostgresDatabase database;
        const auto server = FeedServer::start({}, feed(), clock);
        state.ResumeTiming();
        MeasuredProcess worker(
            worker_command((*server)->url(), database.url(), database.url(),
                           {"--until-caught-up", "--admin-listen", kAnyPort, "--feed-poll-interval",
                            "100ms", "--processor-count", std::to_string(processors)}));
        const auto end = worker.wait();
        state.PauseTiming();
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
        note_cost(state, end.cost, kEvents);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kEvents));
    state.SetLabel(processors == 1 ? "SQS, PostgreSQL: whole way/bare" : "PostgreSQL: whole way");
}

void copy_bare(benchmark::State& state) {
    measure_bare_copy(state, kEvents);
}

BENCHMARK_CAPTURE(sqs_whole_way, none, "none")
    ->Name("SQS, PostgreSQL: whole way")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(sqs_whole_way, zstd, "zstd")
    ->Name("SQS, PostgreSQL: whole way, queue.compression zstd")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK(copy_bare)
    ->Name("SQS, PostgreSQL: whole way/bare")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(postgres_whole_way, one_processor, 1)
    ->Name("PostgreSQL: whole way")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(postgres_whole_way, two_processors, 2)
    ->Name("PostgreSQL: whole way, processor.count 2")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(postgres_whole_way, four_processors, 4)
    ->Name("PostgreSQL: whole way, processor.count 4")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(3);

}  // namespace
}  // namespace scan::bench
