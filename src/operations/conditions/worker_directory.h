#pragma once

#include <vector>

#include "base/error.h"
#include "operations/conditions/facts.h"

namespace scan {

// How long a row counts as that of a worker that lives.
inline constexpr Duration kWorkerLifetime = std::chrono::seconds(15);
// How long it is known at all.
inline constexpr Duration kWorkerRemembered = std::chrono::hours(24);

// What the workers of one store tell of themselves: a row each. One object serves one thread.
class WorkerDirectory {
public:
    virtual ~WorkerDirectory() = default;

    // Writes the worker's row, which is live from now on for kWorkerLifetime by the store's clock, and forgets rows that are
    // older than kWorkerRemembered. `facts.is_live` does not count. A crash of the machine may take the last writes.
    virtual Result<> tell(const WorkerFacts& facts) = 0;

    // The same, but the row is not live any more: the worker ends.
    virtual Result<> leave(const WorkerFacts& facts) = 0;

    // All rows, at most 1,000, those that were told last first.
    virtual Result<std::vector<WorkerFacts>> read() = 0;
};

}  // namespace scan
