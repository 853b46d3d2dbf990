#pragma once

#include "base/stage.h"
#include "pipeline/lease/held_lease.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/processing/held_deliveries.h"

namespace scan {

// What the watch tells. Called on its thread.
class CatchUpObserver {
public:
    virtual ~CatchUpObserver() = default;
    virtual void watch_waiting_after(const Error& error, Duration delay) = 0;
    virtual void watch_recovered() = 0;
};

// Notices that everything is done: the feed had nothing new twice in a row, and then the queue held
// nothing, visible or in flight. The first is what this worker found as the holder of the lease, or
// what another holder has reported since this worker began.
//
// No clocks of two machines are compared for that. The holder writes its report with each renewal, so
// the third new one that is seen here was made after the first was written, which was after this
// worker had begun.
//
// If the queue only estimates what it holds, the processors must have found it empty by three long
// polls in a row too; a worker that has none goes by three such estimates in a row, a long poll's
// time apart. Finished means caught up; a stop request finishes it too.
class CatchUpWatch final : public Stage {
public:
    // `deliveries`: of this worker's processors, nullptr if it has none. `long_poll`: how long one
    // waits for messages. `observer`: nullptr if nobody is to be told.
    // REQUIRES: `long_poll` is not negative.
    CatchUpWatch(EventQueue& queue, Lease& lease, const HeldLease& held,
                 const HeldDeliveries* deliveries, Duration long_poll, Clock& clock,
                 CatchUpObserver* observer = nullptr);

    // Errors of queue and store are told and keep it looking.
    Next step(const StopPhases& stop) override;

    bool is_caught_up() const { return is_caught_up_; }

private:
    Result<bool> feed_is_read();
    Result<bool> holder_has_read();
    Next wait_after(const Error& error);
    void worked();
    // The queue was estimated to be empty once more. Returns whether that is believed by now.
    bool believe_estimate();
    std::size_t empty_polls() const { return deliveries_ ? deliveries_->empty_polls() : 0; }

    EventQueue& queue_;
    Lease& lease_;
    const HeldLease& held_;
    const HeldDeliveries* deliveries_;
    Duration long_poll_;
    Clock& clock_;
    CatchUpObserver* observer_;
    // What another holder last reported, and how many reports since the one that was found first.
    std::optional<std::optional<UtcTime>> reported_;
    std::size_t new_reports_ = 0;
    bool is_failing_ = false;
    std::size_t empty_polls_before_ = 0;  // those before the feed was read prove nothing
    std::size_t empty_estimates_ = 0;
    bool is_caught_up_ = false;
};

}  // namespace scan
