#pragma once

#include "sim/surroundings.h"

namespace scan::sim {

// The way from one process to the carrier.
class WatchedFeed final : public Feed {
public:
    explicit WatchedFeed(Surroundings& around) : around_(around) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override {
        if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
        return around_.carrier.answer(from, limit);
    }

private:
    Surroundings& around_;
};

}  // namespace scan::sim
