#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "operations/conditions/condition.h"
#include "operations/conditions/facts.h"
#include "operations/conditions/lag.h"

namespace scan {

// Finds a condition in the facts; nullopt: it does not hold, or the facts that would tell it are missing.
using FindCondition = std::optional<Condition> (*)(const Facts& facts, const Lag& lag);

// One row of the table that the headline, `status`, the log, metrics, alerts and the runbook come from.
struct ConditionRow {
    ConditionId id;
    std::string_view name;      // what operators and their tools know it by
    std::string_view severity;  // for the runbook
    FindCondition find;
    std::string_view holds;    // for the runbook: while what
    std::string_view meaning;  // for the runbook: what it means for the parcels
    std::string_view action;   // what to do, one or two sentences
};

// All rows, the more pressing first among those of one severity.
std::span<const ConditionRow> condition_table();

const ConditionRow& row_of(ConditionId id);
// nullptr: there is none of that name.
const ConditionRow* find_condition_row(std::string_view name);

// The metric that is 1 while the condition holds, with the labels id and severity.
inline constexpr std::string_view kConditionMetric = "scan_condition";

// "operating.md#feed-denied".
std::string runbook_of(ConditionId id);

// The clause as a sentence, with since when: "The feed answered 401, since 13:10:00 UTC."
std::string sentence_of(const Condition& condition, UtcTime now);

}  // namespace scan
