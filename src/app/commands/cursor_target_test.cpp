#include "app/commands/cursor_target.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace scan {
namespace {

// A feed of these ids, inclusive or exclusive, as a client sees it.
class ListedFeed final : public Feed {
public:
    ListedFeed(std::vector<std::int64_t> ids, bool is_exclusive)
        : ids_(std::move(ids)), is_exclusive_(is_exclusive) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token) override {
        std::string events;
        for (const std::int64_t id : ids_) {
            if (id < from.value + (is_exclusive_ ? 1 : 0) || limit-- == 0) continue;
            events += (events.empty() ? "" : ",") + ("{\"EventId\":" + std::to_string(id) + "}");
        }
        return FeedReply{.body = "{\"ScanEvents\":[" + events + "]}"};
    }

private:
    std::vector<std::int64_t> ids_;
    bool is_exclusive_;
};

TEST(CursorTarget, IsSeenWhetherTheFeedCountsTheIdThatItIsAskedFromOrNot) {
    for (const bool is_exclusive : {false, true}) {
        ListedFeed feed({1, 2, 5, 9, 10}, is_exclusive);
        const auto next = [&](std::int64_t id) {
            return next_event_of(feed, EventId{id}, {}).value();
        };
        EXPECT_EQ(next(2), EventId{2}) << is_exclusive;
        EXPECT_EQ(next(3), EventId{5}) << is_exclusive;
        EXPECT_EQ(next(10), EventId{10}) << is_exclusive;
        EXPECT_EQ(next(11), std::nullopt) << is_exclusive;
        EXPECT_EQ(next(1000), std::nullopt) << is_exclusive;
    }
}

}  // namespace
}  // namespace scan
