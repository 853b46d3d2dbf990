#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/assignment.h"

namespace scan {

using Environment = std::map<std::string, std::string>;

// The variable that names the configuration file.
inline constexpr const char* kConfigFileVariable = "SCAN_EVENT_WORKER_CONFIG";

// The variables with our prefix out of a list as the system hands it to `main`: "NAME=value" …,
// nullptr.
Environment environment_of(const char* const* variables);

// Reads the variables with our prefix. Those that Kubernetes adds for services (…_SERVICE_*,
// …_PORT, …_PORT_*) are passed over; any other that is no setting is an error of one line.
std::expected<std::vector<Assignment>, std::string> read_environment(
    const Environment& environment);

}  // namespace scan
