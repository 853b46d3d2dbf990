#pragma once

#include <string>
#include <vector>

namespace scan {

struct LoadedConfig;

// Combinations that are allowed and probably not meant: one line each, with the keys and why. Uses
// config, settings.
std::vector<std::string> config_doubts(const LoadedConfig& loaded);

}  // namespace scan
