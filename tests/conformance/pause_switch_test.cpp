#include "operations/acting/parcel_acts.h"
#include "operations/acting/pause_acts.h"
#include "operations/acting/pause_board.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

const Act kAct{.who = "mia@host", .reason = "the carrier mends its feed"};

TEST_P(ActingConformance, APauseIsKeptUntilItIsEnded) {
    const auto pauses = fixture_->open_pauses();
    EXPECT_TRUE(pauses->read()->empty());
    const Pause poll{.what = Pausable::poll,
                     .since = at_second(10),
                     .until = {},
                     .who = "mia@host",
                     .reason = "it's 東京"};
    Pause process = poll;
    process.what = Pausable::process;
    process.until = at_second(99);
    ASSERT_TRUE(pauses->begin(poll));
    ASSERT_TRUE(pauses->begin(process));
    EXPECT_EQ(fixture_->open_pauses()->read().value(), (std::vector{poll, process}));
    process.until.reset();
    ASSERT_TRUE(pauses->begin(process)) << "the later one stands";
    EXPECT_EQ(pauses->read().value(), (std::vector{poll, process}));
    EXPECT_TRUE(pauses->end(Pausable::poll).value());
    EXPECT_FALSE(pauses->end(Pausable::poll).value());
    EXPECT_EQ(pauses->read().value(), std::vector{process});
}

TEST_P(ActingConformance, AWorkerObeysAPauseWithinFourSecondsAndItEndsByItself) {
    ManualClock clock;
    const auto pauses = fixture_->open_pauses();
    const auto seen = fixture_->open_pauses();
    PauseBoard board;
    PauseWatch watch(*seen, board, clock);
    const auto look = [&] { clock.sleep_until(watch.step({}).at, {}); };
    look();
    EXPECT_FALSE(board.is_paused(Pausable::poll));
    const auto done = pause_work(*pauses, *audit_, clock, kAct, Pausable::poll, 1min);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(list_pauses(*pauses, clock.utc_now())->size(), 1u);
    const Instant asked = clock.now();
    while (!board.is_paused(Pausable::poll) && clock.now() < asked + 5s) look();
    EXPECT_TRUE(board.is_paused(Pausable::poll));
    EXPECT_FALSE(board.is_paused(Pausable::process));
    while (clock.now() < asked + 55s) look();
    EXPECT_TRUE(board.is_paused(Pausable::poll));
    while (clock.now() < asked + 65s) look();
    EXPECT_FALSE(board.is_paused(Pausable::poll));
    EXPECT_TRUE(list_pauses(*pauses, clock.utc_now())->empty());
}

TEST_P(ActingConformance, PauseAndResumeAreWrittenToTheAuditAndADryRunChangesNothing) {
    ManualClock clock;
    const auto pauses = fixture_->open_pauses();
    Act dry = kAct;
    dry.is_dry_run = true;
    ASSERT_TRUE(pause_work(*pauses, *audit_, clock, dry, Pausable::process, std::nullopt));
    EXPECT_TRUE(pauses->read()->empty());
    EXPECT_FALSE(
        pause_work(*pauses, *audit_, clock, {.who = "mia", .reason = ""}, Pausable::poll, 1min));
    ASSERT_TRUE(pause_work(*pauses, *audit_, clock, kAct, Pausable::process, std::nullopt));
    EXPECT_TRUE(resume_work(*pauses, *audit_, dry, Pausable::process)->had_one);
    EXPECT_EQ(pauses->read()->size(), 1u);
    EXPECT_TRUE(resume_work(*pauses, *audit_, kAct, Pausable::process)->had_one);
    EXPECT_FALSE(resume_work(*pauses, *audit_, kAct, Pausable::process)->had_one);
    const auto rows = audit_->list(std::nullopt, std::numeric_limits<std::int64_t>::max(), 10);
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_EQ((*rows)[0].result, "it was not paused");
    EXPECT_EQ((*rows)[1].result, "resumed");
    EXPECT_EQ((*rows)[2].entry.what, "pause process");
}

TEST_P(ActingConformance, ForgettingAParcelErasesItEverywhereAndNoOther) {
    for (const std::int64_t id : {7, 71}) {
        const ScanEvent event = scan_event(id, id, "PICKUP");
        StoreBatch batch;
        batch.parcels = {summarize(event)};
        batch.failed = {failed_event(std::nullopt, "no page " + std::to_string(id))};
        batch.failed.front().parcel_id = ParcelId{id};
        batch.history = {{event, "{}"}};
        apply(batch);
    }
    ASSERT_TRUE(audit_->begin({.who = "mia", .what = "failed retry 71", .reason = "parcel 7."}));
    ASSERT_TRUE(audit_->begin({.who = "mia", .what = "failed retry 71", .reason = "mended"}));
    const auto eraser = fixture_->open_eraser();
    const ErasedParcel all{.rows = 1, .history = 1, .failed_events = 1, .audit_lines = 1};
    const Act act{.who = "mia@host", .reason = "the person behind 7 asked for it"};
    Act dry = act;
    dry.is_dry_run = true;
    EXPECT_EQ(erase_parcel(*eraser, *audit_, dry, ParcelId{7})->erased, all);
    EXPECT_EQ(erase_parcel(*eraser, *audit_, dry, ParcelId{7})->erased, all) << "it is still there";
    EXPECT_FALSE(erase_parcel(*eraser, *audit_, {.who = "mia", .reason = ""}, ParcelId{7}));
    EXPECT_EQ(erase_parcel(*eraser, *audit_, act, ParcelId{7})->erased, all);
    EXPECT_EQ(erase_parcel(*eraser, *audit_, act, ParcelId{7})->erased.total(), 0u);
    EXPECT_TRUE(fixture_->open_parcels()->find(ParcelId{71})->has_value());
    EXPECT_FALSE(fixture_->open_parcels()->find(ParcelId{7})->has_value());
    EXPECT_EQ(fixture_->history().size(), 1u);
    EXPECT_EQ(listed().size(), 1u);
    const auto lines = audit_->list(std::nullopt, std::numeric_limits<std::int64_t>::max(), 10);
    for (const AuditRow& line : *lines)
        EXPECT_FALSE(names_parcel(line.entry.what + line.entry.reason + line.result, ParcelId{7}));
    EXPECT_EQ(lines->back().entry.what, "failed retry 71");
    EXPECT_EQ(lines->back().entry.reason, kErased);
}

}  // namespace
}  // namespace scan::conformance
