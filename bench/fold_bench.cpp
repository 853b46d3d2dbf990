#include <benchmark/benchmark.h>

#include "bench/bench_feed.h"

namespace scan::bench {
namespace {

void fold_events(benchmark::State& state) {
    const std::vector<ScanEvent> events = decoded_events(0, kBatchEvents);
    std::vector<const ScanEvent*> pointers;
    for (const ScanEvent& event : events) pointers.push_back(&event);
    for (auto _ : state) benchmark::DoNotOptimize(fold(pointers));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * events.size()));
}

BENCHMARK(fold_events)->Name("fold a batch")->Repetitions(5);

}  // namespace
}  // namespace scan::bench
