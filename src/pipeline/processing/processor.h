#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "base/stage.h"
#include "base/wait_after_error.h"
#include "pipeline/ports/processor_observer.h"
#include "pipeline/processing/caution.h"
#include "pipeline/processing/held_batch.h"
#include "pipeline/processing/held_deliveries.h"

namespace scan {

struct ProcessorSettings {
    std::size_t batch_events_max{};
    // From this receive on a message is received and applied alone. At least 2.
    std::uint32_t receives_alone = 3;
    Duration receive_wait{};
    bool keep_history = false;
    // An operator holds it: nothing is received, what is in hand is finished. Empty: never.
    std::function<bool()> is_paused = {};
};

// Turns messages into rows: receives, decodes, applies in one store transaction, and only then acknowledges. An outage of the store or
// of the queue is waited out with the batch in hand; what the store will never take is set aside as failed events.
class Processor final : public Stage {
public:
    Processor(EventQueue& queue, ParcelStore& store, HeldDeliveries& held, Clock& clock,
              ProcessorObserver& observer, ProcessorSettings settings, Random random);

    Next step(const StopPhases& stop) override;

private:
    enum class State { probing, receiving, applying, acknowledging };

    bool is_paused() const { return settings_.is_paused && settings_.is_paused(); }
    Next probe();
    Next receive(const StopPhases& stop);
    Next apply();
    Next acknowledge();
    Next hold_after(const Error& error);
    std::size_t hold(std::span<const Delivery> deliveries, HeldBatch& fresh, HeldBatch& again);
    std::size_t messages_for(std::size_t events) const;
    std::size_t bytes_alone() const;
    void give_back(std::span<const Delivery> deliveries);
    void succeeded();
    void release_all();

    EventQueue& queue_;
    ParcelStore& store_;
    HeldDeliveries& held_;
    Clock& clock_;
    ProcessorObserver& observer_;
    ProcessorSettings settings_;
    WaitAfterError outage_;
    EventPageDecoder decoder_;

    State state_ = State::probing;
    Caution caution_;
    std::size_t events_per_message_ = 1;
    Instant receive_at_{};           // no sooner
    std::deque<HeldBatch> batches_;  // the first is being applied or acknowledged
};

}  // namespace scan
