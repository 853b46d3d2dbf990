#include "pipeline/processing/history_retention.h"

#include <algorithm>

namespace scan {
namespace {

// Between two looks when nothing is due.
constexpr Duration kInterval = std::chrono::minutes(1);
// Between two looks whether the lease has come.
constexpr Duration kLeaseInterval = std::chrono::seconds(5);
// How long the table rests after a full piece: never less than the least, and four times what the
// piece took.
constexpr Duration kRestLeast = std::chrono::milliseconds(250);
constexpr int kRestFactor = 4;
constexpr Duration kRetryFirst = std::chrono::seconds(1);

// The wall clock, because the rows bear its times. Before the year 1 there is nothing to forget.
UtcTime before(UtcTime now, Duration keep) {
    constexpr Duration kTick = Duration(std::chrono::seconds(1)) / UtcTime::kTicksPerSecond;
    return UtcTime::from_ticks(now.ticks() - keep / kTick).value_or(UtcTime());
}

}  // namespace

HistoryRetention::HistoryRetention(HistoryStore& store, const HeldLease& lease, Clock& clock,
                                   RetentionObserver& observer, Duration keep, Random random)
    : store_(store),
      lease_(lease),
      clock_(clock),
      observer_(observer),
      keep_(keep),
      outage_({.first = kRetryFirst, .max = kInterval, .asked_max = kInterval}, random) {}

Next HistoryRetention::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const Instant began = clock_.now();
    // A look into memory, so a new holder begins within seconds.
    if (!lease_.tenure_at(began)) return Next::at_time(began + kLeaseInterval);

    const auto forgotten = store_.forget(before(clock_.utc_now(), keep_), kRowsMax);
    if (!forgotten) {
        const Duration delay = outage_.after(forgotten.error());
        observer_.retention_waiting_after(forgotten.error(), delay);
        return Next::at_time(clock_.now() + delay);
    }
    if (outage_.end()) observer_.retention_recovered();
    if (*forgotten != Forgotten{}) observer_.forgot(*forgotten);

    const Instant now = clock_.now();
    const bool may_have_more = std::max({forgotten->raw_events, forgotten->failed_events,
                                         forgotten->feed_gaps, forgotten->jobs}) >= kRowsMax;
    if (!may_have_more) return Next::at_time(now + std::min(kInterval, keep_));
    return Next::at_time(now + std::max(kRestLeast, kRestFactor * (now - began)));
}

}  // namespace scan
