#pragma once

#include <string>

#include "sim/surroundings.h"

namespace scan::sim {

// Tells what keeps the world from being done; empty: the queue is empty, and table and failed
// events are what they must be.
std::string what_is_missing(const Surroundings& around);

// The rules about the end, to be asked once it should have come.
void check_end(Surroundings& around);

}  // namespace scan::sim
