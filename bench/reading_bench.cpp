#include <benchmark/benchmark.h>

#include "bench/bench_feed.h"
#include "bench/cost_notes.h"
#include "bench/scratch_folder.h"
#include "bench/worker_command.h"
#include "feed_server/feed_server.h"

namespace scan::bench {
namespace {

// How a feed answers.
struct Answers {
    Duration latency;
    std::uint32_t page_events;
};
constexpr Answers kSlow{std::chrono::milliseconds(50), 100};
constexpr Answers kFast{Duration::zero(), kPageEvents};

// A worker that is far behind: from its start until it has caught up with `source`.
void catching_up(benchmark::State& state, const FeedSource& source, const Answers& answers,
                 int lanes, const char* compared_with) {
    SystemClock clock;
    const auto events = static_cast<std::uint32_t>(source.event_ids().size());
    FeedServerOptions options;
    options.dialect.limit_max = answers.page_events;
    options.misbehaviour.latency_min = answers.latency;
    options.misbehaviour.latency_max = answers.latency;
    for (auto _ : state) {
        state.PauseTiming();
        const ScratchFolder folder;
        const auto server = FeedServer::start(options, source, clock);
        state.ResumeTiming();
        MeasuredProcess worker(
            worker_command((*server)->url(), folder.url("store.db"), folder.url("queue.db"),
                           {"--until-caught-up", "--admin-listen", kAnyPort, "--feed-poll-interval",
                            "100ms", "--feed-page-limit", std::to_string(answers.page_events),
                            "--feed-parallel-requests", std::to_string(lanes)}));
        const auto end = worker.wait();
        state.PauseTiming();
        if (end.exit_code != 0) state.SkipWithError("the worker failed");
        note_cost(state, end.cost, events);
        state.counters["requests"] = static_cast<double>((*server)->counters().requests.load());
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * events));
    state.SetLabel(compared_with);
}

constexpr const char* kSlowAlone = "far behind a feed of 50 ms, 100 a page: 1 request";
constexpr const char* kFastAlone = "far behind a feed of 0 ms, 1,000 a page: 1 request";

void slow(benchmark::State& state, int lanes) {
    catching_up(state, far_feed(), kSlow, lanes, lanes > 1 ? kSlowAlone : "");
}

void fast(benchmark::State& state, int lanes) {
    catching_up(state, feed(), kFast, lanes, lanes > 1 ? kFastAlone : "");
}

void measured(benchmark::internal::Benchmark* each) {
    each->UseRealTime()->Iterations(1)->Repetitions(3);
}

BENCHMARK_CAPTURE(slow, alone, 1)->Name(kSlowAlone)->Apply(measured);
BENCHMARK_CAPTURE(slow, eight, 8)
    ->Name("far behind a feed of 50 ms, 100 a page: 8 requests side by side")
    ->Apply(measured);
BENCHMARK_CAPTURE(fast, alone, 1)->Name(kFastAlone)->Apply(measured);
BENCHMARK_CAPTURE(fast, four, 4)
    ->Name("far behind a feed of 0 ms, 1,000 a page: 4 requests side by side")
    ->Apply(measured);
BENCHMARK_CAPTURE(fast, eight, 8)
    ->Name("far behind a feed of 0 ms, 1,000 a page: 8 requests side by side")
    ->Apply(measured);

}  // namespace
}  // namespace scan::bench
