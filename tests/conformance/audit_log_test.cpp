#include "operations/acting/feed_gap_acts.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

AuditEntry entry(std::string what) {
    return {.who = "mia@host", .what = std::move(what), .reason = "it's 東京; --"};
}

TEST_P(ActingConformance, AnActIsWrittenBeforeItIsDoneAndGetsItsResultAfterwards) {
    const auto id = audit_->begin(entry("failed retry 5"));
    ASSERT_TRUE(id) << id.error().message;
    const auto begun = fixture_->open_audit(std::nullopt)->list(std::nullopt, kAll, 10);
    ASSERT_EQ(begun->size(), 1u);
    EXPECT_EQ(begun->front().entry, entry("failed retry 5"));
    EXPECT_EQ(begun->front().result, kActBegun);
    ASSERT_TRUE(audit_->end(*id, "1 queued"));
    EXPECT_EQ(audit_->list(std::nullopt, kAll, 10)->front().result, "1 queued");
}

TEST_P(ActingConformance, TheAuditIsListedNewestFirstInPagesAndSinceATime) {
    std::vector<std::int64_t> ids;
    for (const char* what : {"one", "two", "three"}) {
        fixture_->pass(1min);
        ids.push_back(audit_->begin(entry(what)).value());
    }
    const auto rows = audit_->list(std::nullopt, kAll, 2);
    ASSERT_EQ(rows->size(), 2u);
    EXPECT_EQ((*rows)[0].entry.what, "three");
    EXPECT_EQ((*rows)[1].entry.what, "two");
    EXPECT_EQ(audit_->list(std::nullopt, ids[1], 2)->front().entry.what, "one");
    const auto since = UtcTime::from_ticks((*rows)[1].at.ticks() + 1 * UtcTime::kTicksPerSecond);
    EXPECT_EQ(audit_->list(since, kAll, 10)->size(), 1u);
}

TEST_P(ActingConformance, TheAuditForgetsWhatIsOlderThanItIsKeptWhenTheNextLineIsWritten) {
    const auto kept_for_an_hour = fixture_->open_audit(1h);
    ASSERT_TRUE(kept_for_an_hour->begin(entry("old")));
    fixture_->pass(50min);
    ASSERT_TRUE(kept_for_an_hour->begin(entry("young")));
    EXPECT_EQ(audit_->list(std::nullopt, kAll, 10)->size(), 2u);
    fixture_->pass(20min);
    ASSERT_TRUE(audit_->begin(entry("kept for ever")));
    EXPECT_EQ(audit_->list(std::nullopt, kAll, 10)->size(), 3u);
    ASSERT_TRUE(kept_for_an_hour->begin(entry("new")));
    const auto rows = audit_->list(std::nullopt, kAll, 10);
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_EQ(rows->back().entry.what, "young");
}

// Two gaps, the second of them unproven.
void make_gaps(StoreFixture& fixture, LeaseEpoch epoch) {
    ASSERT_TRUE(*fixture.open_cursor()->advance(
        epoch, {.last_event_id = EventId{130},
                .gaps = {{EventId{100}, EventId{105}}, {EventId{110}, EventId{112}, false}}}));
}

TEST_P(ActingConformance, FeedGapsAreListedNewestFirstAndByState) {
    const auto lease = fixture_->open_lease("holder");
    EXPECT_TRUE(gaps_->list(std::nullopt, kAll, 10)->empty());
    make_gaps(*fixture_, acquire(*lease).epoch);
    const auto rows = gaps_->list(std::nullopt, kAll, 10);
    ASSERT_EQ(rows->size(), 2u);
    EXPECT_EQ((*rows)[0].gap, (FeedGap{EventId{110}, EventId{112}, false}));
    EXPECT_EQ((*rows)[1].gap, (FeedGap{EventId{100}, EventId{105}, true}));
    EXPECT_EQ((*rows)[0].state, GapState::open);
    EXPECT_EQ((*rows)[0].closed_at, std::nullopt);
    EXPECT_EQ(gaps_->list(std::nullopt, (*rows)[0].id, 10)->size(), 1u);
    EXPECT_EQ(gaps_->list(GapState::open, kAll, 1)->size(), 1u);
    EXPECT_TRUE(gaps_->list(GapState::filled, kAll, 10)->empty());
}

TEST_P(ActingConformance, AGapIsClosedOnceAndNoticedAgainItStaysClosed) {
    const auto lease = fixture_->open_lease("holder");
    const LeaseEpoch epoch = acquire(*lease).epoch;
    make_gaps(*fixture_, epoch);
    const std::int64_t id = gaps_->list(std::nullopt, kAll, 1)->front().id;
    EXPECT_TRUE(gaps_->close(id, GapState::acknowledged).value());
    EXPECT_FALSE(gaps_->close(id, GapState::filled).value());
    EXPECT_FALSE(gaps_->close(id + 1, GapState::acknowledged).value());
    make_gaps(*fixture_, epoch);
    const auto found = gaps_->find(id);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->state, GapState::acknowledged);
    EXPECT_TRUE((*found)->closed_at.has_value());
    EXPECT_FALSE(gaps_->find(id + 1)->has_value());
    EXPECT_EQ(gaps_->list(GapState::open, kAll, 10)->size(), 1u);
}

TEST_P(ActingConformance, AcknowledgingAGapIsWrittenToTheAuditAndADryRunChangesNothing) {
    const auto lease = fixture_->open_lease("holder");
    make_gaps(*fixture_, acquire(*lease).epoch);
    const std::int64_t id = gaps_->list(std::nullopt, kAll, 1)->front().id;
    Act act{.who = "mia@host", .reason = "", .is_dry_run = false};
    EXPECT_EQ(acknowledge_feed_gap(*gaps_, *audit_, act, id).error().code, ErrorCode::rejected);
    act.reason = "the carrier has none";
    EXPECT_FALSE(acknowledge_feed_gap(*gaps_, *audit_, act, 777));
    act.is_dry_run = true;
    EXPECT_FALSE(acknowledge_feed_gap(*gaps_, *audit_, act, id)->was_closed);
    EXPECT_EQ(gaps_->list(GapState::open, kAll, 10)->size(), 2u);
    EXPECT_TRUE(audit_->list(std::nullopt, kAll, 10)->empty());
    act.is_dry_run = false;
    const auto done = acknowledge_feed_gap(*gaps_, *audit_, act, id);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->gap.state, GapState::acknowledged);
    const auto rows = audit_->list(std::nullopt, kAll, 10);
    ASSERT_EQ(rows->size(), 1u);
    EXPECT_EQ(rows->front().entry.what, "gaps acknowledge " + std::to_string(id));
    EXPECT_EQ(rows->front().entry.reason, "the carrier has none");
    EXPECT_EQ(rows->front().result, "acknowledged");
    EXPECT_TRUE(acknowledge_feed_gap(*gaps_, *audit_, act, id)->was_closed);
}

}  // namespace
}  // namespace scan::conformance
