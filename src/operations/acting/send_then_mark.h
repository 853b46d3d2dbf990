#pragma once

#include "operations/ports/failed_event_outlet.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// The outlet for a queue that is kept elsewhere than the rows.
class SendThenMark final : public FailedEventOutlet {
public:
    SendThenMark(EventQueue& queue, FailedEvents& failed) : queue_(queue), failed_(failed) {}

    std::vector<Result<>> retry(std::span<const OutgoingText> texts) override;
    Result<> replace(const OutgoingText& text, const std::string& edited_body) override;

private:
    EventQueue& queue_;
    FailedEvents& failed_;
};

}  // namespace scan
