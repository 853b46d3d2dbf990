#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "app/load_config.h"

namespace scan {

// An error of one line, for exit code 2, where the key is not set. A secret may come from its file.
std::expected<void, std::string> require(const LoadedConfig& loaded, std::string_view key);

// What `run` and `config check` need beyond valid settings: feed.url unless the worker only processes, what feed.auth uses, files
// that can be read (secrets included), and no credential over plain http to another machine without feed.allow_insecure.
std::expected<void, std::string> require_for_run(const LoadedConfig& loaded);

}  // namespace scan
