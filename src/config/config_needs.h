#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "config/load_config.h"

namespace scan {

// An error of one line, for exit code 2, if the key is not set. A secret may come from its file.
// REQUIRES: `key` is one of the table's.
std::expected<void, std::string> require_set(const LoadedConfig& loaded, std::string_view key);

// Errors of one line: the file that the key names cannot be read; the secret, of a row of the table, is not set or cannot be read.
std::expected<void, std::string> require_file(const LoadedConfig& loaded, std::string_view key);
std::expected<void, std::string> require_secret(const LoadedConfig& loaded, std::string_view key,
                                                const Secret& secret);

// Checks the needs of `run` and `config check` beyond valid settings: feed.url unless the worker
// only processes, what feed.auth uses, files that can be read (secrets and passwords of databases included), and no credential
// over plain http to another machine without feed.allow_insecure.
std::expected<void, std::string> require_for_run(const LoadedConfig& loaded);

}  // namespace scan
