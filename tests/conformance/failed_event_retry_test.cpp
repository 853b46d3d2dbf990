#include "operations/acting/failed_event_retry.h"

#include <fmt/format.h>

#include "operations/acting/failed_event_look.h"
#include "operations/acting/send_then_mark.h"
#include "pipeline/processing/dead_letter_drain.h"
#include "tests/conformance/deadly_ports.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

std::string event_text(std::int64_t event_id, std::int64_t parcel_id,
                       std::string_view time = "2026-01-01T00:00:00Z") {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":{},"Type":"PICKUP","CreatedDateTimeUtc":"{}","StatusCode":"",)"
        R"("User":{{"RunId":"1"}}}})",
        event_id, parcel_id, time);
}

// One store with a queue beside it, and the verbs on them.
struct Desk {
    explicit Desk(StoreFixture& fixture)
        : failed(fixture.open_failed()),
          audit(fixture.open_audit(std::nullopt)),
          queue(fixture.open_queue()),
          outlet(fixture.open_outlet()),
          trial(fixture.open_trial()),
          parcels(fixture.open_parcels()) {
        EXPECT_TRUE(queue->depth()) << "which makes the queue's tables";
    }

    FailedEventActs acts() { return {*failed, *audit, *queue, *outlet, *trial}; }

    void fail_text(std::optional<std::int64_t> event_id, const std::string& body) {
        StoreBatch batch;
        batch.failed = {failed_event(event_id, body)};
        ASSERT_TRUE(parcels->apply(batch));
    }

    // Applies all that is in the queue, as a worker does.
    DeadLetterDrain::Totals work_off(Clock& clock) {
        DeadLetterDrain drain(*queue, *parcels, {.visibility_timeout = std::chrono::seconds(30)});
        run(drain, clock, {});
        EXPECT_FALSE(drain.error()) << drain.error()->message;
        return drain.totals();
    }

    FailedState state_of(std::int64_t id) {
        const auto found = failed->find(id);
        return found && *found ? (*found)->state : FailedState::open;
    }

    std::vector<FailedEventRecord> rows() { return failed->pick({}, 0, 1000).value(); }

    std::unique_ptr<FailedEvents> failed;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<FailedEventOutlet> outlet;
    std::unique_ptr<TrialStore> trial;
    std::unique_ptr<ParcelStore> parcels;
};

const Act kAct{.who = "mia@host", .reason = "the rules were mended"};
const Act kDryRun{.who = "mia@host", .reason = "", .is_dry_run = true};

using Counts = std::map<ActOutcome, std::uint64_t>;

TEST_P(ActingConformance, RetryQueuesWhatTodaysRulesTakeAndApplyingResolvesIt) {
    Desk desk(*fixture_);
    SystemClock clock;
    desk.fail_text(std::nullopt, event_text(5, 50));
    desk.fail_text(6, event_text(6, 60, "no time"));
    const auto done = retry_failed_events(desk.acts(), kAct, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->counts, (Counts{{ActOutcome::queued, 1}, {ActOutcome::fails_still, 1}}));
    EXPECT_NE(done->items.front().detail, "") << "why it fails still, before what is queued";
    const auto rows = desk.rows();
    EXPECT_EQ(rows[0].state, FailedState::retried);
    EXPECT_EQ(rows[0].event.event_id, EventId{5}) << "so that applying resolves it";
    EXPECT_EQ(rows[1].state, FailedState::open);

    EXPECT_EQ(desk.work_off(clock).applied, 1u);
    EXPECT_EQ(desk.state_of(rows[0].id), FailedState::resolved);
    EXPECT_TRUE(desk.parcels->find(ParcelId{50})->has_value());
    EXPECT_FALSE(desk.parcels->find(ParcelId{60})->has_value());
    const auto audit = desk.audit->list(std::nullopt, kAll, 10);
    ASSERT_EQ(audit->size(), 1u);
    EXPECT_EQ(audit->front().entry.what, "failed retry --all");
    EXPECT_EQ(audit->front().result, "1 queued, 1 fails still");
}

TEST_P(ActingConformance, RetryByIdTellsOfEachWhatCameOfIt) {
    Desk desk(*fixture_);
    desk.fail_text(5, event_text(5, 50));
    desk.fail_text(6, event_text(6, 60));
    desk.fail_text(7, event_text(7, 70));
    const auto rows = desk.rows();
    ASSERT_TRUE(desk.failed->discard({{rows[1].id}}));
    const FailedSelection selection{.ids = {rows[0].id, rows[1].id, 999'999, rows[0].id}};
    const auto done = retry_failed_events(desk.acts(), kAct, selection);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(
        done->counts,
        (Counts{{ActOutcome::queued, 1}, {ActOutcome::was_closed, 1}, {ActOutcome::not_found, 1}}));
    const auto again = retry_failed_events(desk.acts(), kAct, {.ids = {rows[0].id}});
    EXPECT_EQ(again->counts, (Counts{{ActOutcome::on_its_way, 1}}));
    EXPECT_EQ(desk.queue->depth()->undone(), 1u);
    EXPECT_EQ(desk.state_of(rows[2].id), FailedState::open);
}

TEST_P(ActingConformance, WhatCameSinceItWasShownIsNamedAndLeftOut) {
    Desk desk(*fixture_);
    desk.fail_text(5, event_text(5, 50));
    const Watermark shown = desk.failed->measure({}).value();
    desk.fail_text(6, event_text(6, 60));
    FailedSelection selection;
    selection.filter.up_to_id = shown.highest_id;
    const auto done = retry_failed_events(desk.acts(), kAct, selection);
    EXPECT_EQ(done->selected, shown);
    EXPECT_EQ(done->counts, (Counts{{ActOutcome::queued, 1}}));
    EXPECT_EQ(done->came_since, 1u);
}

TEST_P(ActingConformance, RetryIsOpenAgainOnceTheQueueIsEmptyAndItsEventWasNotApplied) {
    Desk desk(*fixture_);
    desk.fail_text(5, event_text(5, 50));
    ASSERT_TRUE(retry_failed_events(desk.acts(), kAct, {}));
    const std::int64_t id = desk.rows().front().id;
    EXPECT_EQ(reopen_retried(*desk.failed, *desk.queue).value(), 0u) << "it is still in the queue";
    EXPECT_EQ(desk.state_of(id), FailedState::retried);
    // It dies: nobody applies it.
    const auto taken = desk.queue->receive({.visibility_timeout = std::chrono::seconds(30)}, {});
    ASSERT_EQ(taken->size(), 1u);
    EXPECT_EQ(reopen_retried(*desk.failed, *desk.queue).value(), 0u) << "it is in flight";
    ASSERT_TRUE(desk.queue->acknowledge({{taken->front().receipt}}).front());
    EXPECT_EQ(reopen_retried(*desk.failed, *desk.queue).value(), 1u);
    EXPECT_EQ(desk.state_of(id), FailedState::open);
    EXPECT_EQ(reopen_retried(*desk.failed, *desk.queue).value(), 0u);
}

TEST_P(ActingConformance, ADryRunTakesWhatWasRetriedInVainForOpenAndLeavesItAsItIs) {
    Desk desk(*fixture_);
    desk.fail_text(5, event_text(5, 50));
    ASSERT_TRUE(retry_failed_events(desk.acts(), kAct, {}));
    const std::int64_t id = desk.rows().front().id;
    EXPECT_EQ(retry_failed_events(desk.acts(), kDryRun, {})->total(), 0u) << "it is on its way";
    const auto taken = desk.queue->receive({.visibility_timeout = std::chrono::seconds(30)}, {});
    ASSERT_EQ(taken->size(), 1u);
    ASSERT_TRUE(desk.queue->acknowledge({{taken->front().receipt}}).front());
    const auto all = retry_failed_events(desk.acts(), kDryRun, {});
    EXPECT_EQ(all->counts, (Counts{{ActOutcome::would_apply, 1}}));
    EXPECT_EQ(all->selected, (Watermark{.count = 1, .highest_id = id}));
    EXPECT_EQ(all->came_since, 0u);
    const auto one = retry_failed_events(desk.acts(), kDryRun, {.ids = {id}});
    EXPECT_EQ(one->counts, (Counts{{ActOutcome::would_apply, 1}}));
    EXPECT_EQ(desk.state_of(id), FailedState::retried);
    EXPECT_EQ(retry_failed_events(desk.acts(), kAct, {})->counts,
              (Counts{{ActOutcome::queued, 1}}));
}

TEST_P(ActingConformance, ADryRunSaysWhatWouldComeOfItAndChangesNothing) {
    Desk desk(*fixture_);
    const ScanEvent known = {.event_id = EventId{9},
                             .parcel_id = ParcelId{90},
                             .type = "PICKUP",
                             .created_at = at_second(1),
                             .status_code = "",
                             .run_id = ""};
    StoreBatch batch;
    batch.parcels = {summarize(known)};
    ASSERT_TRUE(desk.parcels->apply(batch));
    desk.fail_text(5, event_text(5, 50));
    desk.fail_text(std::nullopt, event_text(9, 90));
    desk.fail_text(std::nullopt, "no event at all");
    Counts expected{{ActOutcome::would_apply, 1},
                    {ActOutcome::changes_nothing, 1},
                    {ActOutcome::fails_still, 1}};
    if (const auto bad = fixture_->unacceptable_delta()) {
        desk.fail_text(66, event_text(66, bad->parcel_id.value));
        ++expected[ActOutcome::fails_still];
    }
    const auto done = retry_failed_events(desk.acts(), kDryRun, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->counts, expected);
    EXPECT_TRUE(done->is_dry_run);
    EXPECT_EQ(desk.queue->depth()->undone(), 0u);
    EXPECT_FALSE(desk.parcels->find(ParcelId{50})->has_value());
    for (const FailedEventRecord& row : desk.rows()) EXPECT_EQ(row.state, FailedState::open);
    EXPECT_TRUE(desk.audit->list(std::nullopt, kAll, 10)->empty());
}

TEST_P(ActingConformance, AnActWithoutAReasonIsRefusedAndDoesNothing) {
    Desk desk(*fixture_);
    desk.fail_text(5, event_text(5, 50));
    const Act act{.who = "mia@host", .reason = " \t"};
    const std::int64_t id = desk.rows().front().id;
    EXPECT_EQ(retry_failed_events(desk.acts(), act, {}).error().code, ErrorCode::rejected);
    EXPECT_EQ(discard_failed_events(desk.acts(), act, {}).error().code, ErrorCode::rejected);
    EXPECT_EQ(edit_failed_event(desk.acts(), act, id, event_text(5, 50)).error().code,
              ErrorCode::rejected);
    EXPECT_EQ(desk.state_of(id), FailedState::open);
    EXPECT_EQ(desk.queue->depth()->undone(), 0u);
}

TEST_P(ActingConformance, ActsOnAnEmptyStoreFindNothingToDo) {
    Desk desk(*fixture_);
    EXPECT_EQ(retry_failed_events(desk.acts(), kAct, {})->total(), 0u);
    EXPECT_EQ(retry_failed_events(desk.acts(), kDryRun, {})->total(), 0u);
    EXPECT_EQ(discard_failed_events(desk.acts(), kAct, {})->total(), 0u);
    EXPECT_FALSE(edit_failed_event(desk.acts(), kAct, 1, event_text(5, 50)));
}

TEST_P(ActingConformance, DiscardClosesOneReasonOnly) {
    Desk desk(*fixture_);
    desk.fail_text(std::nullopt, "no page");
    StoreBatch batch;
    batch.failed = {failed_event(6, "{6}")};
    batch.failed.front().reason = "too large";
    ASSERT_TRUE(desk.parcels->apply(batch));
    FailedSelection selection;
    selection.filter.reason = "bad timestamp";
    EXPECT_EQ(discard_failed_events(desk.acts(), kDryRun, selection)->counts,
              (Counts{{ActOutcome::discarded, 1}}));
    EXPECT_EQ(desk.failed->measure({.state = FailedState::open})->count, 2u);
    EXPECT_EQ(discard_failed_events(desk.acts(), kAct, selection)->counts,
              (Counts{{ActOutcome::discarded, 1}}));
    EXPECT_EQ(desk.rows()[0].state, FailedState::discarded);
    EXPECT_EQ(desk.rows()[1].state, FailedState::open);
}

TEST_P(ActingConformance, AnEditSendsTheNewTextAndKeepsTheOriginal) {
    Desk desk(*fixture_);
    SystemClock clock;
    desk.fail_text(5, event_text(5, 50, "no time"));
    const std::int64_t id = desk.rows().front().id;
    const auto refused = edit_failed_event(desk.acts(), kAct, id, event_text(5, 50, "none"));
    EXPECT_EQ(refused.error().code, ErrorCode::rejected);
    EXPECT_EQ(desk.state_of(id), FailedState::open);
    const auto dry = edit_failed_event(desk.acts(), kDryRun, id, event_text(5, 50));
    EXPECT_EQ(dry->counts, (Counts{{ActOutcome::would_apply, 1}}));
    const auto done = edit_failed_event(desk.acts(), kAct, id, event_text(5, 50));
    ASSERT_TRUE(done) << done.error().message;
    const FailedEventRecord row = desk.rows().front();
    EXPECT_EQ(row.state, FailedState::resolved);
    EXPECT_EQ(row.event.body, event_text(5, 50, "no time"));
    EXPECT_EQ(row.edited_body, event_text(5, 50));
    EXPECT_EQ(desk.work_off(clock).applied, 1u);
    EXPECT_TRUE(desk.parcels->find(ParcelId{50})->has_value());
    EXPECT_FALSE(edit_failed_event(desk.acts(), kAct, id, event_text(5, 51))) << "it is closed";
}

TEST_P(ActingConformance, ThousandsAreRetriedAndOnlyAThousandAreToldOneByOne) {
    Desk desk(*fixture_);
    constexpr std::int64_t kMany = 1'234;
    StoreBatch batch;
    for (std::int64_t id = 1; id <= kMany; ++id)
        batch.failed.push_back(failed_event(id, event_text(id, id)));
    ASSERT_TRUE(desk.parcels->apply(batch));
    const auto done = retry_failed_events(desk.acts(), kAct, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->counts, (Counts{{ActOutcome::queued, kMany}}));
    EXPECT_EQ(done->items.size(), FailedActResult::kItemsMax);
    EXPECT_EQ(desk.queue->depth()->undone(), static_cast<std::uint64_t>(kMany));
    EXPECT_EQ(desk.failed->measure({.state = FailedState::retried})->count,
              static_cast<std::uint64_t>(kMany));
}

// Retry and edit are ended at each call that changes something, before and after it. Then nothing
// may be hidden: each event is applied, or its row still asks for a person. And doing it again must
// end as if nothing had happened.
class Crash {
public:
    Crash(StoreFixture& fixture, Fate& fate, bool is_queue_elsewhere)
        : desk(fixture),
          audit(*desk.audit, fate),
          failed(*desk.failed, fate),
          queue(*desk.queue, fate),
          elsewhere(queue, failed),
          beside(*desk.outlet, fate),
          is_elsewhere(is_queue_elsewhere) {}

    FailedEventActs acts() {
        return {failed, audit, *desk.queue,
                is_elsewhere ? static_cast<FailedEventOutlet&>(elsewhere) : beside, *desk.trial};
    }

    Desk desk;
    DeadlyAudit audit;
    DeadlyFailedEvents failed;
    DeadlyQueue queue;
    SendThenMark elsewhere;
    DeadlyOutlet beside;
    bool is_elsewhere;
};

// False: the act came to its end.
template <class Deed>
bool dies(Deed deed) {
    try {
        EXPECT_TRUE(deed());
        return false;
    } catch (const Died&) {
        return true;
    }
}

TEST_P(ActingConformance, ARetryThatDiesAnywhereHidesNothingAndTheNextOneEndsIt) {
    SystemClock clock;
    for (const bool is_elsewhere : {false, true}) {
        bool is_dead = true;
        for (int calls = 0; is_dead; ++calls) {
            for (const bool is_after : {false, true}) {
                const auto fixture = GetParam().make();
                Fate fate(calls, is_after);
                Crash crash(*fixture, fate, is_elsewhere);
                crash.desk.fail_text(std::nullopt, event_text(5, 50));
                crash.desk.fail_text(6, event_text(6, 60));
                is_dead = dies([&] { return retry_failed_events(crash.acts(), kAct, {}); });
                const bool has_begun = calls > 0 || is_after;
                EXPECT_EQ(crash.desk.audit->list(std::nullopt, kAll, 9)->empty(), !has_begun);
                crash.desk.work_off(clock);
                for (const FailedEventRecord& row : crash.desk.rows()) {
                    const bool is_applied =
                        crash.desk.parcels
                            ->find(*row.event.event_id == EventId{6} ? ParcelId{60} : ParcelId{50})
                            ->has_value();
                    EXPECT_TRUE(is_applied || row.state != FailedState::resolved);
                }
                EXPECT_TRUE(retry_failed_events(crash.desk.acts(), kAct, {}));
                crash.desk.work_off(clock);
                for (const FailedEventRecord& row : crash.desk.rows())
                    EXPECT_EQ(row.state, FailedState::resolved) << calls << is_after;
                EXPECT_TRUE(crash.desk.parcels->find(ParcelId{50})->has_value());
                EXPECT_TRUE(crash.desk.parcels->find(ParcelId{60})->has_value());
            }
        }
    }
}

TEST_P(ActingConformance, AnEditThatDiesAnywhereHidesNothingAndTheNextOneEndsIt) {
    SystemClock clock;
    for (const bool is_elsewhere : {false, true}) {
        bool is_dead = true;
        for (int calls = 0; is_dead; ++calls) {
            for (const bool is_after : {false, true}) {
                const auto fixture = GetParam().make();
                Fate fate(calls, is_after);
                Crash crash(*fixture, fate, is_elsewhere);
                crash.desk.fail_text(5, event_text(5, 50, "no time"));
                const std::int64_t id = crash.desk.rows().front().id;
                is_dead = dies(
                    [&] { return edit_failed_event(crash.acts(), kAct, id, event_text(5, 50)); });
                crash.desk.work_off(clock);
                if (crash.desk.state_of(id) == FailedState::open) {
                    EXPECT_TRUE(edit_failed_event(crash.desk.acts(), kAct, id, event_text(5, 50)));
                    crash.desk.work_off(clock);
                }
                EXPECT_EQ(crash.desk.state_of(id), FailedState::resolved) << calls << is_after;
                EXPECT_TRUE(crash.desk.parcels->find(ParcelId{50})->has_value());
            }
        }
    }
}

}  // namespace
}  // namespace scan::conformance
