#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

HolderReport report_at(std::int64_t second) {
    return {.caught_up_at = at_second(second),
            .last_event_id = EventId{0},
            .unpaid = {},
            .settled_event_id = EventId{0},
            .feed_state = "polling"};
}

TEST_P(LeaseConformance, NobodyStartedOnAnEmptyStore) {
    const auto cursor_store = fixture_->open_cursor();
    const auto read = cursor_store->read();
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, std::nullopt);
    EXPECT_EQ(*one_->caught_up_at(), std::nullopt);
    for (const std::int64_t epoch : {0, 1}) {
        const auto advanced =
            cursor_store->advance(LeaseEpoch{epoch}, {.last_event_id = EventId{5}});
        ASSERT_TRUE(advanced) << advanced.error().message;
        EXPECT_FALSE(*advanced);
    }
    EXPECT_EQ(*cursor_store->read(), std::nullopt);
}

TEST_P(LeaseConformance, TheFirstAcquisitionCreatesTheCursorBeforeTheFirstEvent) {
    const EventId before_first{fixture_->first_event_id().value - 1};
    const Tenure tenure = acquire(*one_);
    EXPECT_EQ(tenure.cursor, (Cursor{.last_event_id = before_first,
                                     .unpaid = {},
                                     .settled_event_id = before_first,
                                     .is_new = true}));
    EXPECT_EQ(cursor(), tenure.cursor);
}

TEST_P(LeaseConformance, ACursorThatWasSetBeforeTheFirstStartIsKept) {
    ASSERT_TRUE(fixture_->open_cursor()->set(EventId{5000}, "start here"));
    const Tenure tenure = acquire(*one_);
    EXPECT_EQ(tenure.cursor.last_event_id, EventId{5000});
    EXPECT_TRUE(tenure.cursor.unpaid.empty());
    EXPECT_EQ(tenure.cursor.settled_event_id, EventId{0}) << "nothing of it was read";
    EXPECT_TRUE(tenure.cursor.is_new);
}

TEST_P(LeaseConformance, IsHeldByOneWorkerAtMost) {
    const Tenure tenure = acquire(*one_);
    const auto refused = two_->acquire();
    ASSERT_TRUE(refused) << refused.error().message;
    EXPECT_EQ(*refused, std::nullopt);
    EXPECT_TRUE(*one_->renew(tenure.epoch, {})) << "being refused raises no epoch";
    EXPECT_EQ(cursor(), tenure.cursor);
}

TEST_P(LeaseConformance, ExpiresUnlessItIsRenewed) {
    const Tenure first = acquire(*one_);
    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    const Tenure second = acquire(*two_);
    EXPECT_GT(second.epoch, first.epoch);

    const auto renewed = one_->renew(first.epoch, report_at(77));
    ASSERT_TRUE(renewed) << renewed.error().message;
    EXPECT_FALSE(*renewed);
    EXPECT_EQ(*two_->caught_up_at(), std::nullopt) << "a former holder's report is not written";
    EXPECT_EQ(*one_->acquire(), std::nullopt);
    EXPECT_TRUE(*two_->renew(second.epoch, {}));
}

TEST_P(LeaseConformance, ARenewalProlongsIt) {
    const Tenure tenure = acquire(*one_);
    for (int i = 0; i < 3; ++i) {
        fixture_->pass(fixture_->lease_duration() * 7 / 10);
        EXPECT_EQ(*two_->acquire(), std::nullopt);
        EXPECT_TRUE(*one_->renew(tenure.epoch, {}));
    }
    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    EXPECT_TRUE(two_->acquire()->has_value());
}

TEST_P(LeaseConformance, OfAHolderThatIsGoneCanBeTakenAtOnce) {
    const Tenure first = acquire(*one_);
    const auto waits = fixture_->open_lease(
        "worker three", [](std::string_view holder) { return holder == "worker two"; });
    EXPECT_EQ(*waits->acquire(), std::nullopt) << "another holder is gone";
    const auto knows = fixture_->open_lease(
        "worker four", [](std::string_view holder) { return holder == "worker one"; });
    const Tenure second = acquire(*knows);
    EXPECT_GT(second.epoch, first.epoch);
    EXPECT_FALSE(*one_->renew(first.epoch, {})) << "it was not gone, but paused";
    EXPECT_EQ(*waits->acquire(), std::nullopt);
    EXPECT_TRUE(*knows->renew(second.epoch, {}));
}

TEST_P(LeaseConformance, OfAHolderThatIsGoneIsTakenByOneOfSeveralOnly) {
    acquire(*one_);
    const auto second = fixture_->open_lease("worker three", [](std::string_view) { return true; });
    // Another worker is quicker than the one that looks whether the holder is gone.
    const auto first = fixture_->open_lease("worker four", [&](std::string_view holder) {
        if (holder == "worker one") acquire(*second);
        return holder == "worker one";
    });
    const auto refused = first->acquire();
    ASSERT_TRUE(refused) << refused.error().message;
    EXPECT_EQ(*refused, std::nullopt);
}

TEST_P(LeaseConformance, EachAcquisitionRaisesTheEpoch) {
    const Tenure first = acquire(*one_);
    const Tenure second = acquire(*one_);
    EXPECT_GT(second.epoch, first.epoch);
    EXPECT_FALSE(*one_->renew(first.epoch, {}));
    EXPECT_TRUE(*one_->renew(second.epoch, {}));

    const auto restarted = fixture_->open_lease("worker one");
    const Tenure third = acquire(*restarted);
    EXPECT_GT(third.epoch, second.epoch);
    EXPECT_FALSE(*one_->renew(second.epoch, {}));
}

TEST_P(LeaseConformance, ReleasedItCanBeTakenAtOnce) {
    const Tenure first = acquire(*one_);
    ASSERT_TRUE(one_->release(first.epoch, report_at(30)));
    const auto renewed = one_->renew(first.epoch, {});
    ASSERT_TRUE(renewed);
    EXPECT_FALSE(*renewed);
    const Tenure second = acquire(*two_);
    EXPECT_GT(second.epoch, first.epoch);
    EXPECT_EQ(*two_->caught_up_at(), at_second(30)) << "the last report is written";
}

TEST_P(LeaseConformance, OnlyTheHolderCanReleaseIt) {
    const Tenure first = acquire(*one_);
    EXPECT_TRUE(two_->release(first.epoch, report_at(30)));
    const Tenure second = acquire(*one_);
    EXPECT_TRUE(one_->release(first.epoch, report_at(30))) << "not being the holder is no error";
    EXPECT_EQ(*two_->acquire(), std::nullopt);
    EXPECT_TRUE(*one_->renew(second.epoch, {}));
    EXPECT_EQ(*two_->caught_up_at(), std::nullopt);
}

TEST_P(LeaseConformance, EveryWorkerSeesWhenTheHolderWasCaughtUp) {
    const Tenure first = acquire(*one_);
    EXPECT_EQ(*two_->caught_up_at(), std::nullopt);
    ASSERT_TRUE(*one_->renew(first.epoch, report_at(30)));
    EXPECT_EQ(*two_->caught_up_at(), at_second(30));
    ASSERT_TRUE(*one_->renew(first.epoch, {}));
    EXPECT_EQ(*two_->caught_up_at(), at_second(30)) << "no word is not never";
    ASSERT_TRUE(*one_->renew(first.epoch, report_at(60)));
    EXPECT_EQ(*two_->caught_up_at(), at_second(60));

    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    acquire(*two_);
    EXPECT_EQ(*one_->caught_up_at(), at_second(60)) << "the last holder's word stands";
}

TEST_P(LeaseConformance, TheReportSavesWhatIsUnpaidAtItsCursorAndMovesWhatIsSettledForward) {
    const Tenure tenure = acquire(*one_);
    const auto cursor_store = fixture_->open_cursor();
    const IdRange first{EventId{150}, EventId{160}};
    const IdRange second{EventId{190}, EventId{200}};
    ASSERT_TRUE(*cursor_store->advance(tenure.epoch,
                                       {.last_event_id = EventId{200}, .unpaid = {first, second}}));
    HolderReport report = report_at(30);
    report.last_event_id = EventId{200};
    report.unpaid = {second};
    report.settled_event_id = EventId{190};
    ASSERT_TRUE(*one_->renew(tenure.epoch, report));
    Cursor expected{.last_event_id = EventId{200},
                    .unpaid = {second},
                    .settled_event_id = EventId{190},
                    .is_new = false};
    EXPECT_EQ(cursor(), expected);
    ASSERT_TRUE(*one_->renew(tenure.epoch, report_at(31)));
    EXPECT_EQ(cursor(), expected) << "a report of an older cursor takes nothing back";

    report.unpaid = {};
    report.settled_event_id = EventId{200};
    ASSERT_TRUE(one_->release(tenure.epoch, report));
    expected.unpaid = {};
    expected.settled_event_id = EventId{200};
    EXPECT_EQ(acquire(*two_).cursor, expected);
}

}  // namespace
}  // namespace scan::conformance
