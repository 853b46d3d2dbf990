#pragma once

#include <vector>

#include "config/setting.h"

namespace scan {

// The section [feed] of the table of settings.
void add_feed_rows(std::vector<Setting>& rows);

}  // namespace scan
