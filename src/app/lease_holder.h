#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace scan {

// The record of this process as a lease's holder: host, process id and a number of its own. If all
// three can be read, the machine's boot id, the process id's namespace and when the process began
// follow. It differs at each start.
std::string lease_holder(Random& random);

// The holder was a process of this boot and of this process's own namespace, and exists no more:
// its id is free, or belongs to a process that began at another time. False whenever that cannot be
// told.
bool is_gone(std::string_view holder);

// What people are shown of a holder: host and process id.
std::string_view holder_for_people(std::string_view holder);

}  // namespace scan
