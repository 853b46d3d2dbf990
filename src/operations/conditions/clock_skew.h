#pragma once

#include "operations/conditions/facts.h"

namespace scan {

// Moves the stamps of a worker's own wall clock to that of whoever looks, if the two clocks plainly differ: a row that is live was told
// at most kWorkerLifetime ago by the store's clock, and none was told in the future. The feed's times stay as they are.
void correct_skew(WorkerFacts& worker, UtcTime now);

}  // namespace scan
