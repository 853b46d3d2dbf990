#pragma once

#include <span>
#include <string_view>

#include "operations/conditions/condition.h"

namespace scan {

// The commands that look at a condition's cause and mend it, in the order in which somebody gives them. What is in capitals is to be put
// in: ID, A and B of what a list shows, REASON of a group, FILE.
std::span<const std::string_view> commands_for(ConditionId id);

}  // namespace scan
