#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config_environment.h"
#include "config/config_flags.h"

namespace scan {

struct LoadedSetting {
    std::string text;  // canonical; "" = not set; of a secret never its value
    Origin origin;
};

struct LoadedConfig {
    Config config;
    std::map<std::string_view, LoadedSetting> settings;  // every key of the table
    std::vector<std::string> warnings;  // doubtful combinations, one line each, for WARN

    // REQUIRES: `key` is one of the table's.
    const LoadedSetting& at(std::string_view key) const;
    bool is_set(std::string_view key) const { return !at(key).text.empty(); }
};

// Reads flags, environment and file (of --config, else of SCAN_EVENT_WORKER_CONFIG), the earlier of these overriding the later, and
// defaults where none speaks. Every value of every source is checked, overridden or not; a secret and its file must not both be
// set. What a command needs and nobody set is the command's question: config_needs.h. The error has a line without secrets for each
// fault: the key, where it came from, what is allowed; the program exits with 2.
std::expected<LoadedConfig, std::string> load_config(const FlagValues& flags,
                                                     const Environment& environment);

}  // namespace scan
