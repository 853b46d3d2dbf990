#include <limits>

#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

CursorAdvance advance_with(std::int64_t last_event_id, std::vector<FailedEvent> failed,
                           std::vector<FeedGap> gaps) {
    return {.last_event_id = EventId{last_event_id},
            .unpaid = {},
            .failed = std::move(failed),
            .gaps = std::move(gaps),
            .withdrawn = {}};
}

IdRange range(std::int64_t after, std::int64_t last) {
    return {EventId{after}, EventId{last}};
}

using Ranges = std::vector<IdRange>;

TEST_P(CursorStoreConformance, TakesTheGreaterOfItselfAndTheAdvance) {
    advance(120);
    EXPECT_EQ(cursor().last_event_id, EventId{120});
    advance(110);
    EXPECT_EQ(cursor().last_event_id, EventId{120});
    advance(120);
    EXPECT_EQ(cursor().last_event_id, EventId{120});
}

TEST_P(CursorStoreConformance, IsNewUntilItMoved) {
    EXPECT_TRUE(cursor().is_new);
    advance(cursor().last_event_id.value);
    EXPECT_TRUE(cursor().is_new);
    advance(120);
    EXPECT_FALSE(cursor().is_new);
}

TEST_P(CursorStoreConformance, SavesWhatIsUnpaidWithTheCursor) {
    advance(120, {range(90, 100), range(110, 120)});
    EXPECT_EQ(cursor().unpaid, (Ranges{range(90, 100), range(110, 120)}));
    advance(120, {range(110, 120)});
    EXPECT_EQ(cursor().unpaid, Ranges{range(110, 120)}) << "less is unpaid at the same cursor";
    advance(130, {range(110, 125)});
    EXPECT_EQ(cursor().unpaid, Ranges{range(110, 125)});
    advance(125, {});
    EXPECT_EQ(cursor().unpaid, Ranges{range(110, 125)}) << "that belonged to an older cursor";
    advance(130, {});
    EXPECT_EQ(cursor().unpaid, Ranges{});
}

TEST_P(CursorStoreConformance, SavesAsManyRangesAsAreEverUnpaid) {
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    Ranges ranges;
    for (std::int64_t i = 1; i <= 64; ++i)
        ranges.push_back(range(kMax - 1000 + 3 * i, kMax - 998 + 3 * i));
    advance(kMax, ranges);
    EXPECT_EQ(cursor().unpaid, ranges);
}

TEST_P(CursorStoreConformance, AnUnprovenGapCanBeWithdrawnAndAProvenOneCannot) {
    const FeedGap proven{EventId{20}, EventId{25}, true};
    const FeedGap first{EventId{50}, EventId{60}, false};
    const FeedGap grown{EventId{50}, EventId{70}, false};
    ASSERT_TRUE(*store_->advance(tenure_.epoch, advance_with(120, {}, {proven, first})));
    EXPECT_EQ(fixture_->feed_gaps(), (std::vector{proven, first}));
    CursorAdvance grows = advance_with(120, {}, {grown});
    grows.withdrawn = {first, {proven.after_event_id, proven.before_event_id, false}};
    ASSERT_TRUE(*store_->advance(tenure_.epoch, grows));
    ASSERT_TRUE(*store_->advance(tenure_.epoch, grows)) << "the outcome of the first was unknown";
    EXPECT_EQ(fixture_->feed_gaps(), (std::vector{proven, grown}));
}

TEST_P(CursorStoreConformance, AnotherEpochWritesNothing) {
    advance(120, {range(110, 120)});
    const auto all =
        advance_with(130, {failed_event(130, "{130}")}, {FeedGap{EventId{120}, EventId{125}}});
    for (const std::int64_t other : {tenure_.epoch.value - 1, tenure_.epoch.value + 1}) {
        const auto advanced = store_->advance(LeaseEpoch{other}, all);
        ASSERT_TRUE(advanced) << advanced.error().message;
        EXPECT_FALSE(*advanced);
    }
    EXPECT_EQ(cursor().last_event_id, EventId{120});
    EXPECT_EQ(cursor().unpaid, Ranges{range(110, 120)});
    EXPECT_TRUE(fixture_->failed_events().empty());
    EXPECT_TRUE(fixture_->feed_gaps().empty());
}

TEST_P(CursorStoreConformance, AFormerHolderCannotMoveIt) {
    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    acquire(*fixture_->open_lease("successor"));
    const auto advanced = store_->advance(tenure_.epoch, advance_with(130, {}, {}));
    ASSERT_TRUE(advanced);
    EXPECT_FALSE(*advanced);
    EXPECT_EQ(cursor().last_event_id.value, fixture_->first_event_id().value - 1);
}

TEST_P(CursorStoreConformance, WritesFailedEventsAndAGapWithTheAdvance) {
    const FeedGap gap{EventId{120}, EventId{125}};
    const auto all =
        advance_with(130, {failed_event(130, "{130}"), failed_event(std::nullopt, "{}")}, {gap});
    const auto advanced = store_->advance(tenure_.epoch, all);
    ASSERT_TRUE(advanced) << advanced.error().message;
    EXPECT_TRUE(*advanced);
    EXPECT_EQ(cursor().last_event_id, EventId{130});
    EXPECT_EQ(fixture_->feed_gaps(), std::vector{gap});
    const auto failed = fixture_->failed_events();
    ASSERT_EQ(failed.size(), 2u);
    for (const auto& row : failed) {
        EXPECT_TRUE(row.event == all.failed[0] || row.event == all.failed[1]) << row.event.body;
    }
}

TEST_P(CursorStoreConformance, TheSameAdvanceAgainIsRight) {
    const FeedGap gap{EventId{120}, EventId{125}};
    const auto all = advance_with(130, {failed_event(130, "{130}")}, {gap});
    ASSERT_TRUE(*store_->advance(tenure_.epoch, all));
    ASSERT_TRUE(*store_->advance(tenure_.epoch, all));
    EXPECT_EQ(cursor().last_event_id, EventId{130});
    EXPECT_EQ(fixture_->feed_gaps(), std::vector{gap});
    const auto failed = fixture_->failed_events();
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_EQ(failed[0].occurrences, 2u);
}

TEST_P(CursorStoreConformance, ItsFailedEventsAreThoseOfTheParcelStore) {
    const FailedEvent event = failed_event(130, "{130}");
    ASSERT_TRUE(*store_->advance(tenure_.epoch, advance_with(130, {event}, {})));
    const auto parcels = fixture_->open_parcels();
    ASSERT_TRUE(parcels->apply({.parcels = {}, .applied = {}, .failed = {event}, .history = {}}));
    ASSERT_TRUE(parcels->apply({.parcels = {summarize(scan_event(130, 1, "STATUS"))},
                                .applied = {EventId{130}},
                                .failed = {},
                                .history = {}}));
    const auto rows = fixture_->failed_events();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].occurrences, 2u);
    EXPECT_TRUE(rows[0].resolved);
}

TEST_P(CursorStoreConformance, CanBeSetBackwardsAndForwards) {
    advance(150, {range(90, 100), range(115, 125), range(140, 150)});
    ASSERT_TRUE(store_->set(EventId{120}, "restored from a backup; O'Brien"));
    EXPECT_EQ(cursor().last_event_id, EventId{120});
    EXPECT_EQ(cursor().unpaid, (Ranges{range(90, 100), range(115, 120)}));
    EXPECT_TRUE(cursor().is_new);
    ASSERT_TRUE(store_->set(EventId{900}, "skip"));
    EXPECT_EQ(cursor().last_event_id, EventId{900});
    EXPECT_EQ(cursor().unpaid, (Ranges{range(90, 100), range(115, 120)}))
        << "what was skipped is not owed";

    const auto sets = fixture_->cursor_sets();
    ASSERT_EQ(sets.size(), 2u);
    EXPECT_EQ(sets[0].last_event_id, EventId{120});
    EXPECT_EQ(sets[0].reason, "restored from a backup; O'Brien");
    EXPECT_EQ(sets[1].last_event_id, EventId{900});
    EXPECT_GT(sets[0].set_at, UtcTime());
}

TEST_P(CursorStoreConformance, SettingItEndsTheHoldersTenure) {
    ASSERT_TRUE(store_->set(EventId{120}, "back"));
    const auto advanced = store_->advance(tenure_.epoch, advance_with(130, {}, {}));
    ASSERT_TRUE(advanced);
    EXPECT_FALSE(*advanced);
    const auto renewed = lease_->renew(tenure_.epoch, {});
    ASSERT_TRUE(renewed);
    EXPECT_FALSE(*renewed);
    EXPECT_EQ(cursor().last_event_id, EventId{120});

    const Tenure next = acquire(*lease_);
    EXPECT_GT(next.epoch, tenure_.epoch);
    EXPECT_EQ(next.cursor, cursor());
    EXPECT_TRUE(*store_->advance(next.epoch, advance_with(130, {}, {})));
    EXPECT_EQ(cursor().last_event_id, EventId{130});
    EXPECT_FALSE(cursor().is_new);
}

TEST_P(CursorStoreConformance, WhatIsSettledIsAtMostWhatItWasSetTo) {
    advance(150);
    HolderReport report;
    report.settled_event_id = EventId{140};
    ASSERT_TRUE(*lease_->renew(tenure_.epoch, report));
    ASSERT_TRUE(store_->set(EventId{145}, "settled stays"));
    EXPECT_EQ(cursor().settled_event_id, EventId{140});
    ASSERT_TRUE(store_->set(EventId{130}, "below what is settled"));
    EXPECT_EQ(cursor().settled_event_id, EventId{130});
    ASSERT_TRUE(store_->set(EventId{160}, "does not settle anything"));
    EXPECT_EQ(cursor().settled_event_id, EventId{130});
}

TEST_P(CursorStoreConformance, OutlivesItsClients) {
    advance(150, {range(140, 150)});
    store_.reset();
    lease_.reset();
    EXPECT_EQ(cursor().last_event_id, EventId{150});
    EXPECT_EQ(cursor().unpaid, Ranges{range(140, 150)});
}

}  // namespace
}  // namespace scan::conformance
