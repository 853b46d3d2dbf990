#include "pipeline/processing/held_batch.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_feed.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/scan_events.h"

namespace scan {
namespace {

Delivery delivery(std::vector<std::string> texts) {
    return {encode_page(std::vector<std::string_view>(texts.begin(), texts.end())), Receipt{"r"},
            1};
}

TEST(HeldBatch, FoldsItsEventsToOneDeltaAParcelInOrder) {
    EventPageDecoder decoder;
    HeldBatch held;
    held.add(delivery({feed_text(scan_event(5, 9)), feed_text(scan_event(3, 2))}), decoder);
    held.add(delivery({feed_text(scan_event(4, 9))}), decoder);
    held.restart();
    const auto* const batch = held.next();
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->parcels.size(), 2u);
    EXPECT_EQ(batch->parcels[0].parcel_id, ParcelId{2});
    EXPECT_EQ(batch->parcels[1].latest.event_id, EventId{5});
    EXPECT_EQ(batch->applied, (std::vector{EventId{3}, EventId{4}, EventId{5}}));
    EXPECT_TRUE(batch->history.empty());
    held.accepted();
    EXPECT_FALSE(held.next());
}

TEST(HeldBatch, AMessageThatIsNoPageIsOneFailedEventWithItsWholeText) {
    EventPageDecoder decoder;
    HeldBatch held(true);
    held.add({"not a page at all", Receipt{"r"}, 1}, decoder);
    held.restart();
    const auto* const batch = held.next();
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->failed.size(), 1u);
    EXPECT_EQ(batch->failed.front().reason, "not a page");
    EXPECT_EQ(batch->failed.front().body, "not a page at all");
    EXPECT_TRUE(batch->parcels.empty());
}

TEST(HeldBatch, KeepsEveryRawEventForTheHistoryWhereAsked) {
    EventPageDecoder decoder;
    HeldBatch held(true);
    const std::string text = feed_text(scan_event(1));
    held.add(delivery({text, malformed_text(2)}), decoder);
    held.restart();
    const auto* const batch = held.next();
    ASSERT_EQ(batch->history.size(), 1u);
    EXPECT_EQ(batch->history.front().text, text);
    EXPECT_EQ(batch->history.front().event, scan_event(1));
}

TEST(HeldBatch, GoesInPartsToAStoreThatCannotTakeItAtOnce) {
    constexpr std::size_t kEvents = 1'000;
    constexpr std::size_t kTakenAtOnce = 130;
    EventPageDecoder decoder;
    HeldBatch held;
    std::vector<std::string> texts;
    for (std::int64_t id = 1; id <= std::int64_t{kEvents}; ++id)
        texts.push_back(feed_text(scan_event(id)));
    held.add(delivery(texts), decoder);
    held.restart();
    std::vector<EventId> applied;
    while (const auto* const batch = held.next()) {
        if (batch->applied.size() > kTakenAtOnce) {
            held.try_less();
            continue;
        }
        applied.insert(applied.end(), batch->applied.begin(), batch->applied.end());
        held.accepted();
    }
    ASSERT_EQ(applied.size(), kEvents);
    EXPECT_EQ(applied.front(), EventId{1});
    EXPECT_EQ(applied.back(), EventId{kEvents});
}

TEST(HeldBatch, CulpritsBecomeFailedEventsAfterTheirNeighbours) {
    EventPageDecoder decoder;
    HeldBatch held;
    held.add(delivery({feed_text(scan_event(1, 1)), feed_text(scan_event(2, 2))}), decoder);
    held.restart();
    const Error error{ErrorCode::rejected, "out of range"};
    EXPECT_EQ(held.rejected(error), HeldBatch::Suspect::event);
    EXPECT_EQ(held.next()->applied, std::vector{EventId{1}});
    held.accepted();
    EXPECT_EQ(held.next()->applied, std::vector{EventId{2}});
    EXPECT_EQ(held.rejected(error), HeldBatch::Suspect::event);
    EXPECT_TRUE(held.only_culprits_left());
    const auto* const last = held.next();
    ASSERT_TRUE(last);
    EXPECT_TRUE(last->parcels.empty());
    EXPECT_EQ(last->failed, (std::vector<FailedEvent>{{.event_id = EventId{2},
                                                       .parcel_id = ParcelId{2},
                                                       .reason = "rejected by the store",
                                                       .detail = "out of range",
                                                       .body = feed_text(scan_event(2, 2))}}));
    held.accepted();
    EXPECT_FALSE(held.next());
}

TEST(HeldBatch, CopiesOfOneEventAreOneCulprit) {
    EventPageDecoder decoder;
    HeldBatch held;
    const std::string text = feed_text(scan_event(1));
    held.add(delivery({text}), decoder);
    held.add(delivery({text}), decoder);
    held.restart();
    const Error error{ErrorCode::rejected, "out of range"};
    EXPECT_EQ(held.rejected(error), HeldBatch::Suspect::event);
    EXPECT_EQ(held.rejected(error), HeldBatch::Suspect::event);
    EXPECT_EQ(held.rejected(error), HeldBatch::Suspect::event);
    EXPECT_TRUE(held.only_culprits_left());
    EXPECT_EQ(held.culprits(), 1u);
    EXPECT_EQ(held.next()->failed.size(), 1u);
}

TEST(HeldBatch, StartsAnewWhenAsked) {
    EventPageDecoder decoder;
    HeldBatch held;
    held.add(delivery({feed_text(scan_event(1))}), decoder);
    held.restart();
    EXPECT_EQ(held.rejected({ErrorCode::rejected, "no"}), HeldBatch::Suspect::event);
    held.restart();
    EXPECT_EQ(held.culprits(), 0u);
    EXPECT_EQ(held.next()->applied, std::vector{EventId{1}});
}

}  // namespace
}  // namespace scan
