#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "domain/scan_event.h"

namespace scan {

enum class TrialOutcome { applies, changes_nothing };

// Tells what applying would do, and does nothing. One object serves one thread.
class TrialStore {
public:
    virtual ~TrialStore() = default;

    // Applies the events one after the other in a transaction that is rolled back. One outcome an
    // event, in order. rejected: the store will never take one of them.
    virtual Result<std::vector<TrialOutcome>> try_apply(std::span<const ScanEvent> events) = 0;
};

}  // namespace scan
