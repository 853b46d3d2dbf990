#pragma once

#include <string>

#include "config/load_config.h"

namespace scan {

// `config show`: every key with the value in use and where it comes from; of a secret only whether
// it is set.
std::string config_show_text(const LoadedConfig& loaded);
// {"settings":{"feed.url":{"value":…,"origin":"environment …"},…},"warnings":[…]}; a value that is
// not set, or is a secret, is null, and a secret has "set" beside it.
std::string config_show_json(const LoadedConfig& loaded);

// `config check`, after require_for_run was content: one line, and one for each doubt.
std::string config_check_text(const LoadedConfig& loaded);
std::string config_check_json(const LoadedConfig& loaded);

}  // namespace scan
