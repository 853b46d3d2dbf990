#pragma once

#include <CLI/CLI.hpp>

#include "feed_server/feed_server_options.h"

namespace scan {

// Adds the feed server's own flags to a command. Parsing fills `options`, which must outlive
// `command`.
void add_feed_server_flags(CLI::App& command, FeedServerOptions& options);

}  // namespace scan
