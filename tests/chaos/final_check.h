#pragma once

#include <string>
#include <vector>

#include "tests/chaos/chaos_engines.h"
#include "tests/chaos/expected_feed.h"

namespace scan {

// Compares what the tables and the queue hold at a run's end with what they must hold. Knows
// nothing of the program but its tables. One line for each thing that is wrong.
std::vector<std::string> check_tables(ChaosEngines& engines, const ExpectedFeed& expected);

}  // namespace scan
