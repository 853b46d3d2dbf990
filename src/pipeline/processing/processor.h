#pragma once

#include <deque>
#include <optional>

#include "base/backoff.h"
#include "pipeline/held_batch.h"
#include "pipeline/held_deliveries.h"
#include "pipeline/processor_observer.h"
#include "pipeline/stage.h"

namespace scan {

struct ProcessorSettings {
    std::size_t batch_events_max = 5000;
    Duration receive_wait = std::chrono::seconds(20);
    bool keep_history = false;
};

// Turns messages into rows: receives, decodes, applies in one store transaction, and only then acknowledges. An outage of the store or
// of the queue is waited out with the batch in hand; what the store will never take is set aside as failed events.
class Processor final : public Stage {
public:
    Processor(EventQueue& queue, ParcelStore& store, HeldDeliveries& held, Clock& clock,
              ProcessorObserver& observer, ProcessorSettings settings, Random random);

    Next step(const StopPhases& stop) override;

private:
    enum class State { probing, receiving, applying, settling };

    Next probe();
    Next receive(const StopPhases& stop);
    Next apply();
    Next settle();
    // Whether messages are to be received one by one, because a neighbour in hand loses a receive when a poison kills the process.
    bool is_careful();
    Next hold_after(const Error& error);
    std::size_t take(std::span<const Delivery> deliveries, HeldBatch& together);
    void succeeded();
    void release_all();

    EventQueue& queue_;
    ParcelStore& store_;
    HeldDeliveries& held_;
    Clock& clock_;
    ProcessorObserver& observer_;
    ProcessorSettings settings_;
    Backoff backoff_;
    EventPageDecoder decoder_;

    State state_ = State::probing;
    bool is_holding_ = false;
    std::optional<Instant> suspected_at_;  // a message, last; at first the time of the start
    std::deque<HeldBatch> batches_;        // the first is being applied or settled
};

}  // namespace scan
