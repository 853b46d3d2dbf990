#pragma once

#include "sim/surroundings.h"

namespace scan::sim {

// One process's feed as it asks for it, before the faults: it sees every request, and what came of
// it.
class AskedFeed final : public Feed {
public:
    AskedFeed(Feed& feed, Surroundings& around, int process)
        : feed_(feed), around_(around), process_(process) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

private:
    Feed& feed_;
    Surroundings& around_;
    const int process_;
};

}  // namespace scan::sim
