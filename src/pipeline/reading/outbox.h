#pragma once

#include <string>
#include <vector>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

// Messages on their way into the queue: what was not accepted is sent again, what the queue will
// never take is divided until a single event is left, which becomes a failed event. A queue that
// refuses many events and takes none has a fault of its own: then nothing is refused for good. One
// thread.
class Outbox {
public:
    void fill(std::vector<std::string> bodies) { unsent_ = std::move(bodies); }
    void clear();
    bool empty() const { return unsent_.empty(); }

    // Sends everything once. Success: nothing is unsent. Otherwise the first error; the caller
    // backs off and calls again.
    //   denied: also a queue that refused more than 50 events and has taken no message since
    //     `fill`.
    Result<> send(EventQueue& queue);

    // Messages accepted since `fill`.
    std::size_t accepted() const { return accepted_; }
    // Events that the queue refused, to be recorded as failed before the cursor passes them.
    std::vector<FailedEvent>& refused() { return refused_; }

private:
    void take_refused_back();
    void divide(const std::string& body, const Error& error, std::vector<std::string>& unsent);

    std::vector<std::string> unsent_;
    std::vector<FailedEvent> refused_;
    std::size_t accepted_ = 0;
    EventPageDecoder decoder_;
};

}  // namespace scan
