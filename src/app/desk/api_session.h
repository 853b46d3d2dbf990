#pragma once

#include <stop_token>

#include "admin/api/api_context.h"
#include "app/engines.h"

namespace scan {

// The ports that one request of the API works with, on the engines' store and queue. They connect when they are first called. `stop`
// ends the queue's calls. Any thread; `engines` outlives it.
ApiSession open_api_session(Engines& engines, const Config& config, std::stop_token stop);

// Asks the carrier's feed for one event; nullopt: the worker's role does not ask it.
std::optional<ConnectCheck> check_feed_of(const Config& config, Clock& clock, std::stop_token stop);

}  // namespace scan
