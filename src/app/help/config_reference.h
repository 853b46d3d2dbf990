#pragma once

#include <string>

namespace scan {

// `config reference`: docs/configuration.md, byte for byte.
std::string config_reference_markdown();
// The same rows for tools:
// [{"key":…,"environment":…,"flag":…,"default":…,"allowed":…,"secret":…,"help":…},…]
std::string config_reference_json();

}  // namespace scan
