#pragma once

#include <vector>

#include "config/setting.h"

namespace scan {

// The rows of the section notify.
void add_notify_rows(std::vector<Setting>& rows);

}  // namespace scan
