#pragma once

#include <optional>
#include <string>

#include "base/utc_time.h"

namespace scan {

// Everything that can be wrong, and what an operator has done on purpose. condition_table.h says of each what it means.
enum class ConditionId {
    store_full,
    store_denied,
    schema_older,
    schema_newer,
    store_unreachable,
    queue_denied,
    queue_unreachable,
    no_poller,
    no_processor,
    stage_stuck,
    feed_denied,
    feed_format_changed,
    feed_page_too_large,
    feed_unreachable,
    feed_failing,
    feed_throttled,
    feed_reset,
    feed_gap,
    dead_letters,
    credential_expiring,
    behind,
    failed_events,
    table_differs,
    queue_full,
    feed_quiet,
    feed_range_unreadable,
    late_window_short,
    ids_forgotten,
    paused,
};

// Ascending.
enum class Severity { info, warning, error };

// A condition that holds now.
struct Condition {
    ConditionId id{};
    Severity severity{};
    std::optional<UtcTime> since = {};  // nullopt: not known
    // A clause without a capital and a stop: "the feed answered 401".
    std::string clause = {};
    // Goes into the headline instead of the clause, which may be long; empty: the clause.
    std::string brief = {};

    bool operator==(const Condition&) const = default;
};

}  // namespace scan
