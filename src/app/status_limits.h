#pragma once

#include "config/config.h"
#include "operations/conditions/facts.h"

namespace scan {

// Facts of which only what the settings decide is filled in.
Facts status_limits(const Config& config);

// How long a call of a stage may take before it is stuck, beyond what its own timeouts allow.
Duration feed_call_max(const Config& config);
Duration queue_call_max(const Config& config);
Duration store_call_max(const Config& config);

}  // namespace scan
