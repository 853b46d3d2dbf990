#pragma once

#include <string>

namespace scan {

// deploy/grafana/dashboard.json, byte for byte: made from the tables of metrics and conditions.
std::string dashboard_json();

}  // namespace scan
