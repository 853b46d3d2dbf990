#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/processing_worker.h"
#include "pipeline/testing/timetable.h"

namespace scan {

// One processing worker and what is outside of it.
struct ProcessorWorld {
    explicit ProcessorWorld(ProcessingWorkerSettings worker_settings = {},
                            const MemoryQueueSettings& queue_settings = {})
        : settings(worker_settings), outside(queue_settings) {
        start();
    }

    void start() {
        worker = std::make_unique<ProcessingWorker>(outside, settings);
        timetable.add(worker->processor, kPace);
        timetable.add(worker->keeper);
    }

    void kill() {
        timetable.remove(worker->processor);
        timetable.remove(worker->keeper);
        worker.reset();
    }

    void run_for(Duration time) { timetable.run_for(time); }

    void send(std::vector<std::string> texts) {
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        put(encode_page(views));
    }
    void send(const ScanEvent& event) { send(std::vector{feed_text(event)}); }
    void put(const std::string& body) {
        if (!outside.queue.put(body)) std::abort();
    }

    std::size_t parcels() const { return outside.store.tables().parcels.size(); }
    std::size_t dead_letters() const { return outside.queue.depth().dead_letters; }
    ProcessingRecord& record() { return worker->record; }

    static constexpr Duration kPace = std::chrono::milliseconds(10);
    ProcessingWorkerSettings settings;
    Outside outside;
    Timetable timetable{outside.clock};
    std::unique_ptr<ProcessingWorker> worker;
};

}  // namespace scan
