#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "operations/conditions/condition.h"
#include "operations/conditions/facts.h"
#include "operations/conditions/lag.h"

namespace scan {

enum class WorkState {
    up_to_date,   // nothing above info, lag within the grace
    catching_up,  // nothing above info, lag beyond it, or not known yet
    degraded,     // the worst is a warning
    failing,      // the worst is an error
};

std::string_view name_of(WorkState state);
std::string_view name_of(Severity severity);

// What follows from the facts.
struct Verdict {
    WorkState state{};
    // For people, in the words of parcels: "Parcels are up to date: every scan up to 14:03:07 UTC is in the table."
    std::string sentence;
    Lag lag;
    std::vector<Condition> conditions;  // the worst first
};

// A pure function: whoever knows the same facts says the same.
Verdict judge(const Facts& facts);

}  // namespace scan
