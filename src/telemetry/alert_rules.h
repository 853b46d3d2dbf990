#pragma once

#include <string>
#include <string_view>

namespace scan {

// deploy/prometheus/alerts.yml, byte for byte: an alert for each row of the table of conditions that may be more than info, and one for
// workers of which none is left to tell anything.
std::string alert_rules();

// "ScanFeedDenied", of "feed-denied".
std::string alert_name(std::string_view condition);

}  // namespace scan
