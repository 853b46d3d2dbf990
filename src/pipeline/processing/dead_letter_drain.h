#pragma once

#include <cstdint>
#include <optional>

#include "base/stage.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/processing/held_batch.h"

namespace scan {

struct DeadLetterDrainSettings {
    Duration visibility_timeout{};  // must be enough to apply one message
    bool keep_history = false;
};

// Empties a dead-letter queue: each event of a message is applied in a transaction of its own,
// because one of them may have been what made it a dead letter; one that the store rejects becomes
// a failed event; then the message is deleted. A person started it, so an error ends it: what was
// applied stays, the message in hand is left where it was, and draining again is right. One thread.
class DeadLetterDrain final : public Stage {
public:
    struct Totals {
        std::uint64_t messages = 0;
        std::uint64_t applied = 0;
        std::uint64_t failed = 0;  // malformed ones included
    };

    DeadLetterDrain(EventQueue& dead_letters, ParcelStore& store, DeadLetterDrainSettings settings)
        : dead_letters_(dead_letters), store_(store), settings_(settings) {}

    // One message's receive, one event, or one message's end.
    Next step(const StopPhases& stop) override;

    // What was done so far.
    const Totals& totals() const { return totals_; }
    // Why it ended before the queue was empty.
    const std::optional<Error>& error() const { return error_; }

private:
    Next receive(const StopPhases& stop);
    Next apply();
    Next remove();
    Next give_up(Error error);

    EventQueue& dead_letters_;
    ParcelStore& store_;
    DeadLetterDrainSettings settings_;
    EventPageDecoder decoder_;
    std::optional<HeldBatch> message_;
    Totals totals_;
    std::optional<Error> error_;
};

}  // namespace scan
