#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace scan {

// A call of a port; `queue_*_entry` is asked for each entry of such a batch, so that a part of it can fail.
enum class Operation {
    feed_fetch,
    queue_send,
    queue_send_entry,
    queue_receive,
    queue_acknowledge,
    queue_acknowledge_entry,
    queue_release,
    queue_extend,
    queue_depth,
    parcels_ping,
    parcels_apply,
    parcels_find,
    cursor_advance,
    cursor_read,
    cursor_set,
    lease_acquire,
    lease_renew,
    lease_release,
    lease_caught_up_at,
    history_forget,
    parcels_overwrite,
    failed_read,
    failed_change,
    audit_read,
    audit_write,
    gaps_read,
    gaps_close,
    jobs_read,
    jobs_claim,
    jobs_report,
    jobs_order,
    pauses_read,
    pauses_change,
};

std::string_view to_string(Operation operation);

// How one call goes wrong.
struct Fault {
    enum class Moment {
        before,  // the call has no effect
        after,   // it takes effect, and its answer is lost
    };
    Moment moment = Moment::before;
    Error error{ErrorCode::transient, "scripted fault"};
};

// Says which calls go wrong; the faulty ports ask it before each. What was scripted comes first, then an outage, then the source.
// One thread.
class FaultScript {
public:
    using Source = std::function<std::optional<Fault>(Operation)>;
    using Listener = std::function<void(Operation)>;

    FaultScript() = default;
    // `answers` hears of each call that took effect, before its answer is on its way back.
    explicit FaultScript(Source source, Listener answers = {})
        : source_(std::move(source)), answers_(std::move(answers)) {}

    // The next call of `operation` that nothing is scripted for yet goes wrong like this, or well (nullopt).
    void next(Operation operation, std::optional<Fault> fault);

    // Every call of `operation` goes wrong, until it is repaired.
    void break_down(Operation operation, Fault fault = {});
    void repair(Operation operation);

    // For the faulty ports: what becomes of the call that is made now.
    std::optional<Fault> draw(Operation operation);
    // For the faulty ports: it has taken effect.
    void took_effect(Operation operation) {
        if (answers_) answers_(operation);
    }

private:
    std::map<Operation, std::deque<std::optional<Fault>>> scripted_;
    std::map<Operation, Fault> broken_;
    Source source_;
    Listener answers_;
};

}  // namespace scan
