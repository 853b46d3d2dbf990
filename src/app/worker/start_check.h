#pragma once

#include <stop_token>

#include "app/engines.h"
#include "base/log.h"
#include "config/config.h"

namespace scan {

// Asks store and queue once, and warns of what is doubtful. What only a person can mend is an error
// and ends the start; what may mend itself is waited for like any later outage.
Result<> check_at_start(Engines& engines, const Config& config, Log& log, std::stop_token stop);

}  // namespace scan
