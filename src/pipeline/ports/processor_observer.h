#pragma once

#include <cstddef>

#include "base/error.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

// What a processor tells; see poller_observer.h. Called on the processor's thread.
class ProcessorObserver {
public:
    virtual ~ProcessorObserver() = default;

    virtual void received(std::size_t messages, std::size_t redelivered) = 0;
    virtual void applied(std::size_t events, std::size_t parcels, Duration took) = 0;
    virtual void event_failed(const FailedEvent& event) = 0;
    virtual void acknowledged(std::size_t messages) = 0;
    virtual void released(std::size_t messages) = 0;
    // Receipts that belong to another receiver by now.
    virtual void lapsed(std::size_t messages) = 0;
    // The store or queue failed; what is held stays held.
    virtual void processor_waiting_after(const Error& error, Duration delay) = 0;
    virtual void recovered() = 0;  // the first success after `processor_waiting_after`
};

}  // namespace scan
