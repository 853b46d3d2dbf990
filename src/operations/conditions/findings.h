#pragma once

#include <optional>

#include "operations/conditions/condition.h"
#include "operations/conditions/facts.h"
#include "operations/conditions/lag.h"

// How each row of the table of conditions is found in the facts.

namespace scan {

using Finding = std::optional<Condition>;

// What a live worker, or whoever looks, tells of a dependency: info, and an error once it has lasted for the grace.
template <ConditionId id>
Finding find_outage(const Facts& facts, const Lag& lag);
// What a live worker tells, of one severity.
template <ConditionId id, Severity severity>
Finding find_sign(const Facts& facts, const Lag& lag);

Finding outage(ConditionId id, const Facts& facts);
Finding told(ConditionId id, Severity severity, const Facts& facts);

template <ConditionId id>
Finding find_outage(const Facts& facts, const Lag& /*lag*/) {
    return outage(id, facts);
}
template <ConditionId id, Severity severity>
Finding find_sign(const Facts& facts, const Lag& /*lag*/) {
    return told(id, severity, facts);
}

Finding find_schema_newer(const Facts& facts, const Lag& lag);
Finding find_feed_quiet(const Facts& facts, const Lag& lag);
Finding find_feed_gap(const Facts& facts, const Lag& lag);
Finding find_late_window_short(const Facts& facts, const Lag& lag);
Finding find_credential_expiring(const Facts& facts, const Lag& lag);
Finding find_no_poller(const Facts& facts, const Lag& lag);
Finding find_no_processor(const Facts& facts, const Lag& lag);
Finding find_failed_events(const Facts& facts, const Lag& lag);
Finding find_dead_letters(const Facts& facts, const Lag& lag);
Finding find_behind(const Facts& facts, const Lag& lag);
Finding find_table_differs(const Facts& facts, const Lag& lag);
Finding find_paused(const Facts& facts, const Lag& lag);

}  // namespace scan
