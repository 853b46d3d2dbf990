#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace scan {

// The manual page scan-event-worker(1) in roff: the commands of the tree, and the table of settings.
std::string man_page(const CLI::App& app, const std::string& version);

}  // namespace scan
