#pragma once

#include "adapters/memory/memory_cursor_store.h"
#include "sim/surroundings.h"

namespace scan::sim {

// The way from one process to the carrier.
class WatchedFeed final : public Feed {
public:
    WatchedFeed(Surroundings& around, int process) : around_(around), process_(process) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override {
        if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
        const auto cursor = MemoryCursorStore(around_.store).read();
        // What is shown to one that has lost the lease without noticing it is no part of the reading either.
        const int reader = around_.tenure.is_holder(process_) ? process_ : 0;
        return around_.carrier.answer(reader, from, limit,
                                      *cursor ? (*cursor)->last_event_id : EventId{});
    }

private:
    Surroundings& around_;
    int process_;
};

}  // namespace scan::sim
