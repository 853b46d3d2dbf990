// The same job by a worker of another kind, on an emulator and a database of the same kinds. What is
// measured is the end of the work: the moment at which the table is right, not the end of a process,
// which waits to be sure. Each runs as it would on any day, and is then ended.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <filesystem>
#include <functional>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "bench/bench_feed.h"
#include "bench/billed_requests.h"
#include "bench/cost_notes.h"
#include "bench/finish_line.h"
#include "bench/worker_command.h"
#include "feed_server/feed_server.h"
#include "tests/integration/emulator.h"

namespace scan::bench {
namespace {

const std::filesystem::path kNode = SCAN_PEERS_FOLDER "/node";

struct Job {
    std::string feed;
    std::string sqs;
    std::string queue;
    const PostgresDatabase& database;
};

struct Program {
    std::vector<std::string> command;
    std::vector<std::string> environment;
};

void measure_to_the_end(benchmark::State& state, const FeedSource& source,
                        const std::function<Program(const Job&)>& program_for) {
    const FinishLine finish(source);
    const auto events = static_cast<std::uint32_t>(source.event_ids().size());
    SystemClock clock;
    for (auto _ : state) {
        const PostgresDatabase database;
        static_cast<void>(
            make_postgres_engine({.address = database.address()}, clock)->migrate_store());
        Emulator sqs;
        const std::string queue = sqs.server().create_queue_with_dead_letters("events", 3);
        const auto server = FeedServer::start({}, source, clock);
        Program program = program_for({(*server)->url(), sqs.origin(), queue, database});
        program.environment.insert(program.environment.end(),
                                   {"AWS_ACCESS_KEY_ID=bench", "AWS_SECRET_ACCESS_KEY=bench"});
        const Instant began = clock.now();
        MeasuredProcess process(program.command, program.environment);
        const bool is_right =
            finish.wait(database.url(), clock, [&] { return process.has_ended(); });
        state.SetIterationTime(std::chrono::duration<double>(clock.now() - began).count());
        if (!is_right) state.SkipWithError("it never came to the end of its work");
        state.counters["the emulator's CPU s a million events"] =
            cpu_seconds(sqs.id()) / (events / 1e6);
        state.counters["billed SQS requests for 1,000 events"] =
            static_cast<double>(billed_requests(sqs.requests())) / (events / 1e3);
        note_cost(state, process.stop().cost, events);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * events));
}

void worker(benchmark::State& state) {
    measure_to_the_end(state, feed(), [](const Job& job) -> Program {
        return {
            worker_command(job.feed, job.database.url(), job.queue, {"--admin-listen", kAnyPort}),
            {}};
    });
    state.SetLabel(
        "Node: an upsert an event|Node: an upsert a batch|"
        "Node: 100 events a message, an upsert a batch");
}

void node(benchmark::State& state, const char* upsert, int events_per_message) {
    if (!std::filesystem::exists(kNode / "node_modules/.installed")) {
        state.SkipWithError("left out, because the npm packages of bench/peers/node are missing");
        return;
    }
    measure_to_the_end(state, peer_feed(), [&](const Job& job) -> Program {
        return {{kNode / "node_modules/node/bin/node", kNode / "worker.js"},
                {"NODE_ENV=production", "FEED_URL=" + job.feed, "SQS_URL=" + job.sqs,
                 "QUEUE=events", fmt::format("EVENTS_PER_MESSAGE={}", events_per_message),
                 fmt::format("UPSERT={}", upsert), "PGHOST=" + job.database.folder().string(),
                 "PGPORT=5432", "PGUSER=postgres", "PGDATABASE=" + job.database.name()}};
    });
    state.counters.erase("peak MiB");  // of one of its processes alone
}

BENCHMARK(worker)
    ->Name("SQS, PostgreSQL: to the end of the work")
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(node, event, "event", 1)
    ->Name("Node: an upsert an event")
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(node, batch, "batch", 1)
    ->Name("Node: an upsert a batch")
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(node, pages, "batch", 100)
    ->Name("Node: 100 events a message, an upsert a batch")
    ->UseManualTime()
    ->Iterations(1)
    ->Repetitions(3);

}  // namespace
}  // namespace scan::bench
