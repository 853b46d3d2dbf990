#pragma once

#include "base/error.h"
#include "operations/conditions/facts.h"

namespace scan {

// So many open failed events are counted by reason.
inline constexpr std::uint32_t kFailedCountedMax = 10'000;

// What the store's tables say that conditions are told from. Answers soon whatever the tables hold, so that it can be asked every few
// seconds. One object serves one thread.
class StoreFactsReader {
public:
    virtual ~StoreFactsReader() = default;

    // Of `status`: the lease, who is caught up, and the open failed events, counted up to kFailedCountedMax and one more. Nothing
    // else of it is read.
    virtual Result<StoreFacts> read() = 0;
};

}  // namespace scan
