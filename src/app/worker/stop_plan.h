#pragma once

#include "app/signal_watch.h"
#include "app/unfinished.h"
#include "base/log.h"

namespace scan {

// A stop that is told in the log: at the first signal what is waited for and how long, after the
// grace what still is. `log` and `unfinished` must outlive the plan.
StopPlan stop_plan(Duration grace, const Unfinished& unfinished, Log& log);

}  // namespace scan
