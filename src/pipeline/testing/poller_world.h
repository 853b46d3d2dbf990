#pragma once

#include <memory>

#include "pipeline/testing/polling_worker.h"
#include "pipeline/testing/timetable.h"

namespace scan {

// One polling worker and what is outside of it.
struct PollerWorld {
    explicit PollerWorld(PollingWorkerSettings worker_settings = {},
                         const MemoryQueueSettings& queue_settings = {})
        : settings(std::move(worker_settings)), outside(queue_settings) {
        start();
    }

    void start() {
        worker = std::make_unique<PollingWorker>(outside, settings);
        timetable.add(worker->keeper);
        timetable.add(worker->poller);
        for (FeedLane& each : worker->lanes) timetable.add(each);
    }

    // As kill -9 does: what was in hand is gone.
    void kill() {
        timetable.remove(worker->keeper);
        timetable.remove(worker->poller);
        for (FeedLane& each : worker->lanes) timetable.remove(each);
        worker.reset();
    }

    void restart() {
        kill();
        start();
    }

    void run_for(Duration time) { timetable.run_for(time); }

    // Acknowledges everything that is in the queue.
    void drain_queue() {
        while (true) {
            const auto deliveries = outside.queue.take(10, std::chrono::seconds(1));
            if (deliveries.empty()) return;
            for (const Delivery& delivery : deliveries)
                static_cast<void>(outside.queue.remove(delivery.receipt));
        }
    }

    // How often the feed was asked since `before` requests.
    std::size_t requests_since(std::size_t before) const {
        return outside.feed.requests().size() - before;
    }
    std::size_t requests() const { return outside.feed.requests().size(); }
    PollingRecord& record() { return worker->record; }

    PollingWorkerSettings settings;
    Outside outside;
    Timetable timetable{outside.clock};
    std::unique_ptr<PollingWorker> worker;
};

}  // namespace scan
