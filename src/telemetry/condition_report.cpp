#include "telemetry/condition_report.h"

#include <algorithm>

#include "operations/conditions/condition_table.h"

namespace scan {

using fmt::literals::operator""_a;

void ConditionReport::judged(const Facts& facts, const Verdict& verdict) {
    for (const Condition& condition : verdict.conditions) {
        const auto [told, is_new] = told_.try_emplace(condition.id, condition.severity);
        if (!is_new && told->second >= condition.severity) continue;
        told->second = condition.severity;
        begun(condition, facts.now);
    }
    for (auto told = told_.begin(); told != told_.end();) {
        const bool holds = std::ranges::find(verdict.conditions, told->first, &Condition::id) !=
                           verdict.conditions.end();
        if (holds) {
            ++told;
            continue;
        }
        log_.info(LogEvent{"condition_over"}, "{condition} is over",
                  "condition"_a = row_of(told->first).name);
        told = told_.erase(told);
    }
}

void ConditionReport::begun(const Condition& condition, UtcTime now) {
    const ConditionRow& row = row_of(condition.id);
    const std::string sentence = sentence_of(condition, now);
    switch (condition.severity) {
        case Severity::info:
            log_.info(LogEvent{"condition"}, "{condition}: {sentence}", "condition"_a = row.name,
                      "sentence"_a = sentence);
            return;
        case Severity::warning:
            log_.warn(LogEvent{"condition"}, "{condition}: {sentence} {action}",
                      "condition"_a = row.name, "sentence"_a = sentence, "action"_a = row.action);
            return;
        case Severity::error:
            log_.error(LogEvent{"condition"}, "{condition}: {sentence} {action}",
                       "condition"_a = row.name, "sentence"_a = sentence, "action"_a = row.action);
            return;
    }
}

}  // namespace scan
