#pragma once

#include <vector>

#include "pipeline/ports/processor_observer.h"

namespace scan {

// Keeps what a processor tells.
class ProcessingRecord final : public ProcessorObserver {
public:
    void received(std::size_t messages, std::size_t redelivered_messages) override {
        received_messages += messages;
        redelivered += redelivered_messages;
    }
    void applied(std::size_t events, std::size_t, Duration) override {
        applied_events.push_back(events);
    }
    void event_failed(const FailedEvent& event) override { failed.push_back(event); }
    void acknowledged(std::size_t messages) override { acknowledged_messages += messages; }
    void released(std::size_t messages) override { released_messages += messages; }
    void lapsed(std::size_t messages) override { lapsed_messages += messages; }
    void processor_waiting_after(const Error& error, Duration delay) override {
        errors.push_back(error);
        delays.push_back(delay);
    }
    void recovered() override { ++recoveries; }

    std::size_t received_messages = 0;
    std::size_t redelivered = 0;
    std::vector<std::size_t> applied_events;  // of each transaction
    std::vector<FailedEvent> failed;
    std::size_t acknowledged_messages = 0;
    std::size_t released_messages = 0;
    std::size_t lapsed_messages = 0;
    std::vector<Error> errors;
    std::vector<Duration> delays;
    int recoveries = 0;
};

}  // namespace scan
