#pragma once

#include "adapters/faulty/fault_script.h"
#include "pipeline/ports/feed.h"

namespace scan {

// A feed whose calls go wrong as the script says.
class FaultyFeed final : public Feed {
public:
    FaultyFeed(Feed& feed, FaultScript& faults) : feed_(feed), faults_(faults) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

private:
    Feed& feed_;
    FaultScript& faults_;
};

}  // namespace scan
