#pragma once

#include <span>
#include <string>
#include <vector>

#include "tests/e2e/parcel_table.h"

namespace scan {

// The raw texts in the outermost array of a page.
std::vector<std::string> split_page(const std::string& page);

// The table that a worker must end with: every event applied once, in the order of the ids, by the
// words of the contract. Knows nothing of the program's own fold. The events must be well-formed,
// with times as the table has them.
ParcelTable apply_in_order(std::span<const std::string> events);

}  // namespace scan
