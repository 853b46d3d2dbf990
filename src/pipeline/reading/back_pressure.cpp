#include "pipeline/reading/back_pressure.h"

namespace scan {

void BackPressure::update(const QueueDepth& depth, Instant now) {
    next_check_ = now + settings_.check_interval;
    is_full_ = depth.undone() >=
               (is_full_ ? settings_.depth_max - settings_.depth_max / 10 : settings_.depth_max);
}

}  // namespace scan
