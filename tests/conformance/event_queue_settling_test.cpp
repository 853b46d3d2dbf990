#include <fmt/format.h>

#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

TEST_P(EventQueueConformance, DoesNotDeliverAgainWhatWasAcknowledged) {
    send({"done"});
    const std::vector receipts{receive_one(*queue_).receipt};
    const auto results = queue_->acknowledge(receipts);
    ASSERT_EQ(results.size(), 1u);
    EXPECT_TRUE(results.front());
    expire();
    expect_none(*queue_);
}

TEST_P(EventQueueConformance, SettlesMoreThanOneBatchOfTen) {
    std::vector<std::string> bodies;
    for (int i = 0; i < 25; ++i) bodies.push_back(fmt::format("message {}", i));
    send(bodies);
    const auto receipts = receipts_of(collect(*queue_, 25));
    ASSERT_EQ(receipts.size(), 25u);

    const auto extended = queue_->extend(receipts, visibility());
    ASSERT_EQ(extended.size(), 25u);
    for (const auto& result : extended) EXPECT_TRUE(result);
    const auto released = queue_->release(receipts);
    ASSERT_EQ(released.size(), 25u);
    for (const auto& result : released) EXPECT_TRUE(result);
    const auto again = receipts_of(collect(*queue_, 25));
    ASSERT_EQ(again.size(), 25u);
    const auto acknowledged = queue_->acknowledge(again);
    ASSERT_EQ(acknowledged.size(), 25u);
    for (const auto& result : acknowledged) EXPECT_TRUE(result);
    expire();
    expect_none(*queue_);
}

TEST_P(EventQueueConformance, SettlingNothingIsNothing) {
    EXPECT_TRUE(queue_->acknowledge({}).empty());
    EXPECT_TRUE(queue_->release({}).empty());
    EXPECT_TRUE(queue_->extend({}, visibility()).empty());
}

TEST_P(EventQueueConformance, AcknowledgingTwiceHarmsNothingElse) {
    send({"one", "two"});
    const auto deliveries = collect(*queue_, 2);
    ASSERT_EQ(deliveries.size(), 2u);
    const std::vector twice{deliveries[0].receipt, deliveries[0].receipt};
    const auto results = queue_->acknowledge(twice);
    ASSERT_EQ(results.size(), 2u);
    EXPECT_TRUE(results[0]);
    if (!results[1]) {
        EXPECT_EQ(results[1].error().code, ErrorCode::rejected);
    }
    expire();
    EXPECT_EQ(receive_one(*queue_).body, deliveries[1].body);
}

TEST_P(EventQueueConformance, ALaterReceiveMakesTheReceiptLapse) {
    send({"contested", "other"});
    const auto first = collect(*queue_, 2);
    ASSERT_EQ(first.size(), 2u);
    expire();
    const auto other = fixture_->open();
    const auto second = collect(*other, 2);
    ASSERT_EQ(second.size(), 2u);

    // Each call names a receipt that holds, too: its result stands in its own place.
    const Receipt lapsed = first[0].receipt;
    const bool same = second[0].body == first[0].body;
    const Receipt holds = second[same ? 1 : 0].receipt;
    const std::vector receipts{lapsed, holds};
    std::vector<std::vector<Result<>>> answers;
    answers.push_back(queue_->extend(receipts, visibility()));
    answers.push_back(queue_->acknowledge(receipts));
    answers.push_back(queue_->release(std::vector{lapsed}));
    for (const auto& results : answers) {
        ASSERT_FALSE(results.empty());
        if (fixture_->tells_lapsed_receipts()) {
            ASSERT_FALSE(results[0]);
            EXPECT_EQ(results[0].error().code, ErrorCode::rejected);
        }
        if (results.size() == 2) {
            EXPECT_TRUE(results[1]);
        }
    }
    expect_none(*queue_);
    expire();
    const Delivery third = receive_one(*queue_);
    EXPECT_EQ(third.body, first[0].body);
    EXPECT_EQ(third.receive_count, 3u);
}

TEST_P(EventQueueConformance, AnUnknownReceiptIsRejected) {
    if (!fixture_->tells_lapsed_receipts()) GTEST_SKIP() << "this queue cannot tell";
    const std::vector unknown{Receipt{"17"}, Receipt{"no receipt"}, Receipt{""}};
    for (const auto& results : {queue_->acknowledge(unknown), queue_->release(unknown),
                                queue_->extend(unknown, visibility())}) {
        ASSERT_EQ(results.size(), 3u);
        for (const auto& result : results) {
            ASSERT_FALSE(result);
            EXPECT_EQ(result.error().code, ErrorCode::rejected);
        }
    }
}

TEST_P(EventQueueConformance, ALateAcknowledgementCountsUntilTheNextReceive) {
    send({"late"});
    const std::vector receipts{receive_one(*queue_).receipt};
    expire();
    EXPECT_TRUE(queue_->acknowledge(receipts).front());
    expect_none(*queue_);
}

TEST_P(EventQueueConformance, ReleasedMessagesAreVisibleAtOnceAndKeepTheirReceiveCount) {
    send({"released"});
    const std::vector receipts{receive_one(*queue_).receipt};
    EXPECT_TRUE(queue_->release(receipts).front());
    const auto other = fixture_->open();
    EXPECT_EQ(receive_one(*other).receive_count, 2u);
}

TEST_P(EventQueueConformance, ExtendingHidesFromNowOn) {
    send({"extended"});
    const std::vector receipts{receive_one(*queue_).receipt};
    fixture_->pass(visibility() * 6 / 10);
    EXPECT_TRUE(queue_->extend(receipts, visibility()).front());
    fixture_->pass(visibility() * 6 / 10);
    expect_none(*queue_);
    fixture_->pass(visibility() * 6 / 10);
    const Delivery again = receive_one(*queue_);
    EXPECT_EQ(again.body, "extended");
    EXPECT_EQ(again.receive_count, 2u);
}

TEST_P(EventQueueConformance, ExtendingCanShorten) {
    send({"shortened"});
    const auto deliveries = queue_->receive(
        {.messages_max = 1, .visibility_timeout = 100 * visibility(), .wait = visibility()}, {});
    ASSERT_TRUE(deliveries);
    ASSERT_EQ(deliveries->size(), 1u);
    EXPECT_TRUE(queue_->extend(receipts_of(*deliveries), visibility()).front());
    expire();
    EXPECT_EQ(receive_one(*queue_).body, "shortened");
}

TEST_P(EventQueueConformance, AnExtensionThatSucceedsHidesTheMessageEvenWhereItHadExpired) {
    send({"expired"});
    const std::vector receipts{receive_one(*queue_).receipt};
    expire();
    if (queue_->extend(receipts, visibility()).front()) {
        expect_none(*queue_);
    } else {
        EXPECT_EQ(receive_one(*queue_).body, "expired");
    }
}

}  // namespace
}  // namespace scan::conformance
