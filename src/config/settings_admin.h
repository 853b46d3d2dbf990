#pragma once

#include <vector>

#include "config/setting.h"

namespace scan {

// The sections [admin] and [metrics] of the table of settings.
void add_admin_rows(std::vector<Setting>& rows);

}  // namespace scan
