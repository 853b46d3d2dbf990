#include <benchmark/benchmark.h>

#include "bench/bench_feed.h"
#include "bench/measured_process.h"
#include "bench/scratch_folder.h"
#include "bench/worker_command.h"
#include "feed_server/feed_server.h"

namespace scan::bench {
namespace {

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

// A worker at the head of a feed that has nothing new.
void idle(benchmark::State& state) {
    constexpr Duration kWatched = std::chrono::seconds(20);
    SystemClock clock;
    const ScratchFolder folder;
    const auto made = GeneratedFeed::make({.parcels = 10, .events = 40});
    for (auto _ : state) {
        const auto server = FeedServer::start({}, **made, clock);
        const auto& requests = (*server)->counters().requests;
        const Instant began = clock.now();
        const MeasuredProcess worker(worker_command(
            (*server)->url(), folder.url("store.db"), folder.url("queue.db"),
            {"--admin-listen", "off", "--feed-poll-interval", "1s", "--feed-late-window", "0s"}));
        while (requests == 0) clock.sleep_until(clock.now() + std::chrono::milliseconds(1), {});
        state.counters["ms to first poll"] = 1000 * seconds(clock.now() - began);
        clock.sleep_until(clock.now() + std::chrono::seconds(3), {});
        const auto before = requests.load();
        const double cpu = cpu_seconds(worker.id());
        clock.sleep_until(clock.now() + kWatched, {});
        state.counters["requests a poll interval"] =
            static_cast<double>(requests - before) / seconds(kWatched);
        state.counters["% of a core"] = 100 * (cpu_seconds(worker.id()) - cpu) / seconds(kWatched);
    }
}

BENCHMARK(idle)
    ->Name("idle at the head, poll interval 1 s, admin off")
    ->UseRealTime()
    ->Iterations(1);

}  // namespace
}  // namespace scan::bench
