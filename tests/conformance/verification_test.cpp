#include "tests/conformance/proof.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

TEST_P(ActingConformance, VerifyFindsNoDifferenceInATableThatIsRight) {
    Proof proof(*fixture_);
    proof.apply_all();
    const Verification found = proof.verify();
    EXPECT_FALSE(found.error);
    EXPECT_EQ(found.events, 40u);
    EXPECT_EQ(found.differences_count, 0u);
}

TEST_P(ActingConformance, VerifyTakesForRightWhatIsOnlyUnknownToTheFeed) {
    Proof proof(*fixture_);
    proof.apply_all();
    // Newer and older than the range, and a parcel of which the feed says nothing.
    proof.apply({scan_event(200, 1, "STATUS"), scan_event(50, 2, "PICKUP"),
                 scan_event(60, 99, "DELIVERY")});
    ParcelSummary adopted = summarize(scan_event(10, 77, "PICKUP"));
    adopted.picked_up->event_id = EventId{0};
    fixture_->adopt(adopted);
    proof.feed().add(EventId{150}, "{}");
    EXPECT_EQ(proof.verify().differences_count, 0u);
    proof.feed().forget_up_to(EventId{120});
    EXPECT_EQ(proof.verify().differences_count, 0u);
}

TEST_P(ActingConformance, VerifyFindsEachKindOfWhatIsMissingAndMendsIt) {
    for (const std::int64_t missing : {102, 103, 104}) {
        const auto fixture = GetParam().make();
        Proof proof(*fixture);
        proof.apply_all({missing});
        const Verification found = proof.verify();
        ASSERT_EQ(found.differences_count, 1u) << missing;
        EXPECT_EQ(found.differences.front().parcel_id, ParcelId{1});
        EXPECT_EQ(found.differences.front().column, missing == 102   ? "picked_up_event_id"
                                                    : missing == 103 ? "delivered_event_id"
                                                                     : "latest_event_id");
        EXPECT_EQ(proof.verify().differences_count, 1u) << "looking mends nothing";
        const Verification mended = proof.verify(VerifyMend::missing);
        EXPECT_EQ(mended.mended, 1u);
        EXPECT_EQ(mended.not_mendable, 0u);
        EXPECT_EQ(mended.unmended, 0u);
        EXPECT_EQ(proof.verify().differences_count, 0u);
    }
}

TEST_P(ActingConformance, VerifyFindsAParcelThatIsNotThereAtAll) {
    Proof proof(*fixture_);
    proof.apply_all({137, 138, 139, 140});
    const Verification found = proof.verify();
    // Once in each window of the range that has events of it.
    ASSERT_GE(found.differences_count, 1u);
    for (const VerifyDifference& each : found.differences) {
        EXPECT_EQ(each.parcel_id, ParcelId{10});
        EXPECT_EQ(each.table, "");
    }
    EXPECT_EQ(proof.verify(VerifyMend::all).not_mendable, 0u);
    EXPECT_EQ(proof.verify().differences_count, 0u);
}

// Each column that an event decides, changed.
struct ChangedColumn {
    std::string column;
    std::int64_t id;
    void (*change)(ScanEvent&);
};
const ChangedColumn kChangedColumns[] = {
    {"latest_type", 104, [](ScanEvent& e) { e.type = "OTHER"; }},
    {"latest_status_code", 104, [](ScanEvent& e) { e.status_code = "x"; }},
    {"latest_run_id", 104, [](ScanEvent& e) { e.run_id = "x"; }},
    {"latest_created_date_time_utc", 104, [](ScanEvent& e) { e.created_at = at_second(5); }},
    {"picked_up_at_utc", 102, [](ScanEvent& e) { e.created_at = at_second(5); }},
    {"delivered_at_utc", 103, [](ScanEvent& e) { e.created_at = at_second(5); }}};

TEST_P(ActingConformance, VerifyFindsEachColumnThatIsOtherThanTheFeedsAndOverwritesItIfAsked) {
    for (const auto& [column, id, change] : kChangedColumns) {
        const auto fixture = GetParam().make();
        Proof proof(*fixture);
        ScanEvent wrong = Proof::event(id);
        change(wrong);
        proof.apply({wrong});
        proof.apply_all();
        const Verification told = proof.verify(VerifyMend::missing);
        ASSERT_EQ(told.differences_count, 1u) << column;
        EXPECT_EQ(told.differences.front().column, column);
        EXPECT_EQ(told.not_mendable, 1u) << column;
        EXPECT_EQ(told.unmended, 1u);
        const Verification mended = proof.verify(VerifyMend::all);
        EXPECT_EQ(mended.differences_count, 1u) << "it was told again";
        EXPECT_EQ(mended.mended, 1u) << column;
        EXPECT_EQ(mended.unmended, 0u);
        EXPECT_EQ(proof.verify().differences_count, 0u) << column;
        EXPECT_EQ(proof.row(1).latest.event_id, EventId{104});
    }
}

TEST_P(ActingConformance, ARowThatMovesWhileItIsMendedIsNotOverwritten) {
    Proof proof(*fixture_);
    ScanEvent wrong = Proof::event(104);
    wrong.status_code = "x";
    proof.apply({wrong});
    proof.apply_all();
    // A worker applies a newer event of the parcel between the comparison and the mending.
    std::int64_t next = 200;
    proof.meanwhile([&] {
        if (next < 203) proof.apply({scan_event(next++, 1, "STATUS")});
    });
    const Verification found = proof.verify(VerifyMend::all);
    EXPECT_EQ(found.mended, 1u) << "the newer event has taken the wrong one's place";
    EXPECT_EQ(proof.row(1).latest.event_id, EventId{200});
    EXPECT_EQ(proof.row(1).latest.status_code, scan_event(200, 1, "STATUS").status_code);
    EXPECT_EQ(next, 201) << "and then there is nothing to overwrite";
}

TEST_P(ActingConformance, OnlyTheRowThatWasComparedIsOverwritten) {
    const auto mender = fixture_->open_mender();
    const auto parcels = fixture_->open_parcels();
    ParcelSummary bare = summarize(scan_event(7, 1, "STATUS"));
    ParcelSummary full = summarize(scan_event(8, 2, "PICKUP"));
    merge(full, summarize(scan_event(9, 2, "DELIVERY")));
    for (const ParcelSummary& stored : {bare, full}) {
        ASSERT_TRUE(
            parcels->apply({.parcels = {stored}, .applied = {}, .failed = {}, .history = {}}));
        ParcelSummary mended = stored;
        mended.latest.type = "OTHER";
        mended.latest.created_at = at_second(9);
        if (mended.picked_up) mended.picked_up->at = at_second(10);
        if (mended.delivered) mended.delivered->at = at_second(11);
        std::vector<ParcelSummary> others(5, stored);
        others[0].latest.event_id = EventId{6};
        others[1].latest.type = "PICKUP?";
        others[2].latest.created_at = at_second(77);
        others[3].latest.run_id = "another";
        others[4].picked_up = Milestone{.event_id = EventId{3}, .at = at_second(3)};
        for (const ParcelSummary& other : others)
            EXPECT_FALSE(mender->overwrite(other, mended).value());
        EXPECT_EQ(*parcels->find(stored.parcel_id).value(), stored);
        EXPECT_TRUE(mender->overwrite(stored, mended).value());
        EXPECT_EQ(*parcels->find(stored.parcel_id).value(), mended);
        EXPECT_FALSE(mender->overwrite(stored, mended).value());
    }
    ParcelSummary adopted = summarize(scan_event(20, 3, "PICKUP"));
    adopted.picked_up->event_id = EventId{0};
    fixture_->adopt(adopted);
    ParcelSummary mended = adopted;
    mended.latest.status_code = "mended";
    EXPECT_TRUE(mender->overwrite(adopted, mended).value());
    EXPECT_EQ(*parcels->find(ParcelId{3}).value(), mended);
}

TEST_P(ActingConformance, AVerificationThatDiesIsEndedByAnotherWithWhatItHadFound) {
    Proof proof(*fixture_);
    proof.apply_all({102, 103});
    const auto id = begin_verification(proof.board(), proof.cursors(), proof.audit(),
                                       {.who = "mia@host", .reason = "a proof"},
                                       {.from = EventId{101}, .mend = VerifyMend::nothing});
    {
        VerifyWork killed = proof.claimed(*id);
        for (int steps = 0; steps < 100 && killed.progress().position < 120; ++steps) {
            const Next next = killed.step({});
            proof.clock().sleep_until(next.at, {});
        }
        EXPECT_LT(killed.progress().position, 140);
        EXPECT_EQ(killed.progress().failed, 2u);
    }
    fixture_->pass(JobHold::kClaim + 1s);
    VerifyWork next = proof.claimed(*id);
    run(next, proof.clock(), {});
    EXPECT_EQ(next.state(), JobState::done) << next.result();
    const Verification found = verification_of(**proof.board().find(*id));
    EXPECT_EQ(found.events, 40u);
    EXPECT_EQ(found.differences_count, 2u);
    EXPECT_EQ(found.differences.front().column, "picked_up_event_id");
    EXPECT_EQ((*proof.board().find(*id))->progress.failed, 2u);
    const auto facts = fixture_->open_facts()->read();
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->differences, 2u);
    EXPECT_TRUE(facts->verified_at.has_value());
    proof.verify(VerifyMend::all);
    EXPECT_EQ(fixture_->open_facts()->read()->differences, 0u);
    EXPECT_EQ(proof.audit().list(std::nullopt, 1000, 1)->front().result,
              "40 events compared, 2 differences, 1 parcel mended, 0 not mendable from this range");
}

TEST_P(ActingConformance, TheOldestMarkIsWhereTheCursorStoodThatLongAgo) {
    const auto marks = fixture_->open_marks();
    EXPECT_FALSE(marks->oldest()->has_value());
    for (std::int64_t id = 1; id <= 5; ++id) {
        ASSERT_TRUE(marks->put(EventId{id}, 2500ms));
        EXPECT_EQ(**marks->oldest(), EventId{std::max<std::int64_t>(1, id - 3)}) << id;
        fixture_->pass(1s);
    }
}

TEST_P(ActingConformance, WhatIsStillInTheQueueIsNoDifferenceUntilItCouldNotBeTold) {
    Proof proof(*fixture_);
    proof.apply_all({102});
    ASSERT_TRUE(proof.queue().send(std::vector<std::string>{"{}"}).front());
    const Verification unknown = proof.verify();
    EXPECT_EQ(unknown.differences_count, 0u);
    EXPECT_TRUE(unknown.error) << "nobody applies what is queued";
    const auto got = proof.queue().receive({.visibility_timeout = 30s}, {});
    ASSERT_EQ(got->size(), 1u);
    ASSERT_TRUE(proof.queue().acknowledge({{got->front().receipt}}).front());
    EXPECT_EQ(proof.verify().differences_count, 1u);
}

TEST_P(ActingConformance, DiscardedEditedAndFailedEventsCountAsTheirRowsSay) {
    {
        Proof proof(*fixture_);
        proof.apply_all({102});
        proof.fail_event(102, "{102}");
        EXPECT_EQ(proof.verify().differences_count, 0u) << "a person is waited for";
        ASSERT_TRUE(proof.failed().discard({{proof.failed_id()}}));
        EXPECT_EQ(proof.verify().differences_count, 0u) << "nobody needs it";
    }
    const auto fixture = GetParam().make();
    Proof proof(*fixture);
    proof.fail_event(104, "{104}");
    ScanEvent edited = Proof::event(104);
    edited.status_code = "edited";
    const std::string text =
        R"({"EventId":104,"ParcelId":1,"Type":"STATUS","CreatedDateTimeUtc":")" +
        edited.created_at.to_string() + R"(","StatusCode":"edited","User":{"RunId":"run 104"}})";
    ASSERT_TRUE(proof.failed().replace(proof.failed_id(), text));
    proof.apply_all({104});
    EXPECT_EQ(proof.verify().differences_count, 1u) << "its new text is not applied";
    proof.apply({edited});
    EXPECT_EQ(proof.verify().differences_count, 0u);
}

TEST_P(ActingConformance, WhatTheStoreNeverTakesIsToldAsNotMendableAndHoldsUpNothing) {
    const auto bad = fixture_->unacceptable_delta();
    if (!bad) GTEST_SKIP() << "this store takes everything";
    Proof proof(*fixture_);
    proof.apply_all({104});
    proof.feed().add(scan_event(95, bad->parcel_id.value, "STATUS"));
    const Verification found = proof.verify(VerifyMend::all, 90);
    EXPECT_FALSE(found.error);
    EXPECT_EQ(found.events, 41u);
    EXPECT_EQ(found.mended, 1u);
    EXPECT_EQ(found.not_mendable, 1u);
    EXPECT_EQ(found.unmended, 1u);
}

TEST_P(ActingConformance, VerifyOfWhatIsNotReadYetIsRefused) {
    Proof proof(*fixture_);
    const auto refused =
        begin_verification(proof.board(), proof.cursors(), proof.audit(),
                           {.who = "mia@host", .reason = "r"}, {.from = EventId{141}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::rejected);
    EXPECT_TRUE(proof.board().list({}, 1000, 10)->empty());
    EXPECT_FALSE(begin_verification(proof.board(), proof.cursors(), proof.audit(), {},
                                    {.from = EventId{101}, .mend = VerifyMend::all}))
        << "without a reason";
}

}  // namespace
}  // namespace scan::conformance
