#include "adapters/memory/memory_feed.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

std::string page_of(MemoryFeed& feed, std::int64_t from, std::uint32_t limit) {
    const auto reply = feed.fetch(EventId{from}, limit, {});
    if (!reply || reply->kind != FeedReply::Kind::page) return "no page";
    return reply->body;
}

class MemoryFeedTest : public testing::Test {
protected:
    void SetUp() override {
        for (const std::int64_t id : {5, 7, 9}) feed_.add(EventId{id}, std::to_string(id));
    }

    MemoryFeed feed_;
};

TEST_F(MemoryFeedTest, BeginsAPageWithTheIdAskedFor) {
    EXPECT_EQ(page_of(feed_, 0, 10), R"({"ScanEvents":[5,7,9]})");
    EXPECT_EQ(page_of(feed_, 7, 10), R"({"ScanEvents":[7,9]})");
    EXPECT_EQ(page_of(feed_, 8, 10), R"({"ScanEvents":[9]})");
    EXPECT_EQ(page_of(feed_, 10, 10), R"({"ScanEvents":[]})");
}

TEST_F(MemoryFeedTest, BeginsAPageAfterTheIdWhereItIsExclusive) {
    feed_.set_bound(MemoryFeed::Bound::exclusive);
    EXPECT_EQ(page_of(feed_, 7, 10), R"({"ScanEvents":[9]})");
    EXPECT_EQ(page_of(feed_, 6, 10), R"({"ScanEvents":[7,9]})");
}

TEST_F(MemoryFeedTest, AnswersNoMoreThanTheLimitAndItsOwnCap) {
    EXPECT_EQ(page_of(feed_, 0, 2), R"({"ScanEvents":[5,7]})");
    feed_.set_page_cap(1);
    EXPECT_EQ(page_of(feed_, 0, 2), R"({"ScanEvents":[5]})");
}

TEST_F(MemoryFeedTest, ShowsLateAndRepeatedEventsInTheirPlace) {
    feed_.add(EventId{6}, "late");
    feed_.add(EventId{7}, "again");
    EXPECT_EQ(page_of(feed_, 0, 10), R"({"ScanEvents":[5,late,7,again,9]})");
}

TEST_F(MemoryFeedTest, ForgetsSilentlyOrAnswersGone) {
    feed_.forget_up_to(EventId{7});
    EXPECT_EQ(page_of(feed_, 5, 10), R"({"ScanEvents":[9]})");
    feed_.answer_forgotten_with_gone();
    const auto gone = feed_.fetch(EventId{7}, 10, {});
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->kind, FeedReply::Kind::gone);
    EXPECT_EQ(page_of(feed_, 8, 10), R"({"ScanEvents":[9]})");
}

TEST_F(MemoryFeedTest, GivesScriptedAnswersFirst) {
    feed_.answer_next_with(fail(ErrorCode::throttled, "429"));
    feed_.answer_next_with_page("null");
    const auto throttled = feed_.fetch(EventId{0}, 10, {});
    ASSERT_FALSE(throttled);
    EXPECT_EQ(throttled.error().code, ErrorCode::throttled);
    EXPECT_EQ(page_of(feed_, 0, 10), "null");
    EXPECT_EQ(page_of(feed_, 0, 1), R"({"ScanEvents":[5]})");
    const std::vector<MemoryFeed::Request> requests{
        {EventId{0}, 10}, {EventId{0}, 10}, {EventId{0}, 1}};
    EXPECT_EQ(feed_.requests(), requests);
}

TEST_F(MemoryFeedTest, IsStopped) {
    std::stop_source stop;
    stop.request_stop();
    const auto reply = feed_.fetch(EventId{0}, 10, stop.get_token());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::stopped);
    EXPECT_TRUE(feed_.requests().empty());
}

TEST(FeedText, IsTheDocumentedForm) {
    const ScanEvent event{.event_id = EventId{83269},
                          .parcel_id = ParcelId{5002},
                          .type = "PICKUP",
                          .created_at = *UtcTime::parse("2021-05-11T21:11:34.1506147Z"),
                          .status_code = "a\"b",
                          .run_id = "100"};
    EXPECT_EQ(feed_text(event),
              R"({"EventId":83269,"ParcelId":5002,"Type":"PICKUP",)"
              R"("CreatedDateTimeUtc":"2021-05-11T21:11:34.1506147Z","StatusCode":"a\"b",)"
              R"("Device":{"DeviceTransactionId":83269,"DeviceId":103},)"
              R"("User":{"UserId":"NC1001","CarrierId":"NC","RunId":"100"}})");
}

}  // namespace
}  // namespace scan
