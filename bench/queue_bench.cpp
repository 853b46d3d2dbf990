#include <benchmark/benchmark.h>

#include <algorithm>

#include "adapters/sqlite/sqlite_engine.h"
#include "bench/bench_feed.h"
#include "bench/scratch_folder.h"
#include "pipeline/reading/message_packing.h"

namespace scan::bench {
namespace {

void receive_and_acknowledge_all(EventQueue& queue) {
    while (true) {
        const auto received =
            queue.receive({.messages_max = 10, .visibility_timeout = std::chrono::seconds(30)}, {});
        if (received->empty()) return;
        std::vector<Receipt> receipts;
        for (const Delivery& delivery : *received) receipts.push_back(delivery.receipt);
        queue.acknowledge(receipts);
    }
}

const std::size_t kPages = std::max<std::size_t>(kEvents / kPageEvents / 10, 1);

// A page a send, as the poller does.
void queue_events(benchmark::State& state) {
    std::vector<std::vector<std::string>> pages;
    for (std::size_t page = 0; page < kPages; ++page) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < kPageEvents; ++i)
            feed().append_event(page * kPageEvents + i, texts.emplace_back());
        pages.push_back(
            pack_messages(std::vector<std::string_view>(texts.begin(), texts.end()), {}));
    }
    SystemClock clock;
    for (auto _ : state) {
        const ScratchFolder folder;
        const auto engine = make_sqlite_engine({.path = folder.file("queue.db")}, clock);
        const auto queue = engine->queue(3);
        for (const auto& bodies : pages) queue->send(bodies);
        receive_and_acknowledge_all(*queue);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kPages * kPageEvents));
}

BENCHMARK(queue_events)
    ->Name("SQLite queue: send, receive, acknowledge")
    ->UseRealTime()
    ->Iterations(1)
    ->Repetitions(5);

}  // namespace
}  // namespace scan::bench
