#include "sim/weather.h"

#include <algorithm>

namespace scan::sim {
namespace {

constexpr Duration kRetryAfterMax = std::chrono::seconds(20);

}  // namespace

Party party_of(Operation operation) {
    switch (operation) {
        case Operation::feed_fetch: return Party::feed;
        case Operation::queue_send:
        case Operation::queue_send_entry:
        case Operation::queue_receive:
        case Operation::queue_acknowledge:
        case Operation::queue_acknowledge_entry:
        case Operation::queue_release:
        case Operation::queue_extend:
        case Operation::queue_depth: return Party::queue;
        case Operation::parcels_ping:
        case Operation::parcels_apply:
        case Operation::parcels_find:
        case Operation::cursor_advance:
        case Operation::cursor_read:
        case Operation::cursor_set:
        case Operation::lease_acquire:
        case Operation::lease_renew:
        case Operation::lease_release:
        case Operation::lease_caught_up_at:
        case Operation::history_forget:
        case Operation::parcels_overwrite:
        case Operation::failed_read:
        case Operation::failed_change:
        case Operation::audit_read:
        case Operation::audit_write:
        case Operation::gaps_read:
        case Operation::gaps_close:
        case Operation::jobs_read:
        case Operation::jobs_claim:
        case Operation::jobs_report:
        case Operation::jobs_order:
        case Operation::pauses_read:
        case Operation::pauses_change: return Party::store;
    }
    std::abort();
}

bool is_entry(Operation operation) {
    return operation == Operation::queue_send_entry ||
           operation == Operation::queue_acknowledge_entry;
}

bool is_write(Operation operation) {
    switch (operation) {
        case Operation::queue_send:
        case Operation::parcels_apply:
        case Operation::cursor_advance:
        case Operation::cursor_set:
        case Operation::lease_acquire:
        case Operation::lease_renew:
        case Operation::lease_release:
        case Operation::parcels_overwrite:
        case Operation::failed_change:
        case Operation::audit_write:
        case Operation::gaps_close:
        case Operation::jobs_claim:
        case Operation::jobs_report:
        case Operation::jobs_order:
        case Operation::pauses_change: return true;
        default: return false;
    }
}

void Weather::clear() {
    is_clear_ = true;
    outages_ = {};
}

void Weather::begin_outage(Party party) {
    Outage& outage = outages_[static_cast<std::size_t>(party)];
    outage.until = std::max(outage.until, truth_.now() + up_to(scenario_.outage_max));
    outage.is_read_only = party != Party::feed && random_.chance(scenario_.read_only_share);
}

Instant Weather::outages_end() const {
    return std::ranges::max(outages_, {}, &Outage::until).until;
}

std::optional<Fault> Weather::fault(Operation operation) {
    if (is_clear_) return std::nullopt;
    if (auto fault = outage_fault(operation)) return fault;
    if (!random_.chance(rate_of(operation))) return std::nullopt;
    Fault fault{.moment = random_.chance(scenario_.lost_answer_share) ? Fault::Moment::after
                                                                      : Fault::Moment::before,
                .error = {ErrorCode::transient, "simulated fault"}};
    if (party_of(operation) != Party::store && random_.chance(scenario_.throttled_share)) {
        fault = {.moment = Fault::Moment::before,
                 .error = {ErrorCode::throttled, "simulated throttling", up_to(kRetryAfterMax)}};
    }
    return fault;
}

std::optional<Fault> Weather::outage_fault(Operation operation) {
    const Outage& outage = outages_[static_cast<std::size_t>(party_of(operation))];
    if (truth_.now() >= outage.until) return std::nullopt;
    if (!outage.is_read_only) return Fault{.error = {ErrorCode::transient, "simulated outage"}};
    if (!is_write(operation)) return std::nullopt;
    return Fault{.error = {ErrorCode::denied, "simulated refusal to write"}};
}

double Weather::rate_of(Operation operation) const {
    if (is_entry(operation)) return scenario_.entry_fault_rate;
    switch (party_of(operation)) {
        case Party::feed: return scenario_.feed_fault_rate;
        case Party::queue: return scenario_.queue_fault_rate;
        case Party::store: return scenario_.store_fault_rate;
    }
    std::abort();
}

Duration Weather::slowness() {
    return happens(scenario_.slow_rate) ? up_to(scenario_.slow_max) : Duration::zero();
}

Duration Weather::answer_delay() {
    return happens(scenario_.late_answer_rate) ? up_to(scenario_.late_answer_max)
                                               : Duration::zero();
}

Duration Weather::up_to(Duration max) {
    return Duration(static_cast<Duration::rep>(random_.unit() * static_cast<double>(max.count())));
}

}  // namespace scan::sim
