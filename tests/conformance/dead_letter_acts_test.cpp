#include "operations/acting/dead_letter_acts.h"

#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_failed_events.h"
#include "adapters/memory/memory_parcel_store.h"
#include "operations/acting/dead_letter_look.h"
#include "tests/conformance/deadly_ports.h"
#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

const Act kAct{.who = "mia@host", .reason = "the bug is mended"};
const Act kDryRun{.who = "mia@host", .reason = "", .is_dry_run = true};

std::string page(std::int64_t id) {
    const std::string number = std::to_string(id);
    return R"({"ScanEvents":[{"EventId":)" + number + R"(,"ParcelId":)" + number +
           R"(,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","StatusCode":"",)" +
           R"("User":{"RunId":"1"}}]})";
}

// The verbs on the fixture's queue, with a store in memory.
struct Desk {
    explicit Desk(QueueFixture& fixture)
        : queue(fixture.open()),
          dead(fixture.open_dead_letters()),
          clock(fixture.clock()),
          state(clock),
          failed(state),
          parcels(state),
          audit(state, std::nullopt) {}

    DeadLetterActs acts() { return {*queue, *dead, failed, parcels, audit, clock, 30s, false, {}}; }

    void bury(const std::vector<std::string>& bodies) {
        for (const Result<>& sent : dead->send(bodies)) ASSERT_TRUE(sent) << sent.error().message;
    }

    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<EventQueue> dead;
    Clock& clock;
    MemoryStoreState state;
    MemoryFailedEvents failed;
    MemoryParcelStore parcels;
    MemoryAuditLog audit;
};

TEST_P(EventQueueConformance, LookingAtDeadLettersGivesThemBackAtOnce) {
    Desk desk(*fixture_);
    desk.bury({page(5), "no page"});
    for (int look = 0; look < 2; ++look) {
        const auto list = list_dead_letters(*desk.queue, *desk.dead, 100, {});
        ASSERT_TRUE(list) << list.error().message;
        EXPECT_EQ(list->rows.size(), 2u);
        EXPECT_EQ(list->count, 2u);
        EXPECT_TRUE(list->is_whole);
        for (const DeadLetter& row : list->rows) {
            EXPECT_EQ(row.events, row.fault.empty() ? 1u : 0u);
            const auto shown = show_dead_letter(*desk.dead, row.id, {});
            ASSERT_TRUE(shown) << shown.error().message;
            EXPECT_EQ(*shown, row.fault.empty() ? page(5) : "no page");
        }
    }
    EXPECT_FALSE(show_dead_letter(*desk.dead, "0123456789ab", {}));
    EXPECT_EQ(receive(*desk.dead).size(), 2u) << "they are visible";
}

TEST_P(EventQueueConformance, RedriveSendsDeadLettersBackAndDeletesThem) {
    Desk desk(*fixture_);
    std::vector<std::string> bodies;
    for (std::int64_t id = 1; id <= 12; ++id) bodies.push_back(page(id));
    desk.bury(bodies);
    const auto dry = redrive_dead_letters(desk.acts(), kDryRun, {});
    ASSERT_TRUE(dry) << dry.error().message;
    EXPECT_EQ(dry->messages, 12u);
    EXPECT_EQ(desk.queue->depth()->visible, 0u);
    const auto done = redrive_dead_letters(desk.acts(), kAct, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->messages, 12u);
    EXPECT_EQ(done->events, 12u);
    EXPECT_FALSE(done->error);
    EXPECT_EQ(collect(*desk.queue, 12).size(), 12u);
    expect_none(*desk.dead);
    EXPECT_EQ(desk.state.tables().audit.size(), 1u);
}

TEST_P(EventQueueConformance, RedriveHeedsItsLimit) {
    Desk desk(*fixture_);
    desk.bury({page(1), page(2), page(3)});
    const auto done = redrive_dead_letters(desk.acts(), kAct, {.messages_max = 2});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->messages, 2u);
    EXPECT_EQ(receive(*desk.dead).size(), 1u);
}

TEST_P(EventQueueConformance, ActsOnDeadLettersNeedAReasonAndFindNothingWhereThereIsNothing) {
    Desk desk(*fixture_);
    const Act act{.who = "mia@host", .reason = ""};
    EXPECT_FALSE(redrive_dead_letters(desk.acts(), act, {}));
    EXPECT_FALSE(drain_dead_letters(desk.acts(), act));
    EXPECT_FALSE(purge_dead_letters(desk.acts(), act, 0));
    EXPECT_EQ(redrive_dead_letters(desk.acts(), kAct, {})->messages, 0u);
    EXPECT_EQ(drain_dead_letters(desk.acts(), kAct)->messages, 0u);
    EXPECT_EQ(purge_dead_letters(desk.acts(), kAct, 0)->messages, 0u);
}

TEST_P(EventQueueConformance, DrainAppliesWhatDeadLettersHold) {
    Desk desk(*fixture_);
    desk.bury({page(5), "no page"});
    EXPECT_EQ(drain_dead_letters(desk.acts(), kDryRun)->messages, 2u);
    const auto done = drain_dead_letters(desk.acts(), kAct);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->messages, 2u);
    EXPECT_EQ(done->events_applied, 1u);
    EXPECT_EQ(done->events_failed, 1u);
    EXPECT_TRUE(desk.state.tables().parcels.contains(ParcelId{5}));
    expect_none(*desk.dead);
}

TEST_P(EventQueueConformance, PurgeKeepsEachEventAsDiscardedAndTakesTheCountThatWasShown) {
    Desk desk(*fixture_);
    desk.bury({page(5), "no page"});
    const auto wrong = purge_dead_letters(desk.acts(), kAct, 7);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::rejected);
    EXPECT_EQ(purge_dead_letters(desk.acts(), kDryRun, 2)->messages, 2u);
    EXPECT_TRUE(desk.state.tables().failed_events.empty());
    const auto done = purge_dead_letters(desk.acts(), kAct, 2);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->messages, 2u);
    expect_none(*desk.dead);
    const auto rows = desk.failed.pick({.state = FailedState::discarded}, 0, 10);
    ASSERT_EQ(rows->size(), 2u);
    for (const FailedEventRecord& row : *rows) {
        const bool is_event = row.event.event_id == EventId{5};
        EXPECT_EQ(row.event.reason, is_event ? "purged dead letter" : "not a page");
    }
}

// What is left of a message after an act on it died: it is a dead letter, or in the workers' queue,
// or applied, or kept as a failed event, and never none of these.
bool is_somewhere(EventQueueConformance&, Desk& desk) {
    const auto depth = desk.queue->depth();
    const auto tables = desk.state.tables();
    return depth->undone() + depth->dead_letters > 0 || !tables.failed_events.empty() ||
           !tables.parcels.empty();
}

enum class Verb { redrive, drain, purge };

TEST_P(EventQueueConformance, AnActOnADeadLetterThatDiesAnywhereLosesNothing) {
    if (!fixture_->time_is_virtual()) GTEST_SKIP() << "each death costs a visibility timeout";
    for (const Verb verb : {Verb::redrive, Verb::drain, Verb::purge}) {
        bool is_dead = true;
        for (int calls = 0; is_dead; ++calls) {
            for (const bool is_after : {false, true}) {
                queue_.reset();  // it is of the fixture that ends here
                fixture_ = GetParam().make();
                Desk desk(*fixture_);
                desk.bury({page(5)});
                Fate fate(calls, is_after);
                DeadlyQueue queue(*desk.queue, fate);
                DeadlyQueue dead(*desk.dead, fate);
                DeadlyFailedEvents failed(desk.failed, fate);
                DeadlyAudit audit(desk.audit, fate);
                const DeadLetterActs acts{queue, dead,  failed, desk.parcels, audit, desk.clock,
                                          30s,   false, {}};
                is_dead = false;
                try {
                    switch (verb) {
                        case Verb::redrive:
                            EXPECT_TRUE(redrive_dead_letters(acts, kAct, {}));
                            break;
                        case Verb::drain: EXPECT_TRUE(drain_dead_letters(acts, kAct)); break;
                        case Verb::purge: EXPECT_TRUE(purge_dead_letters(acts, kAct, 1)); break;
                    }
                } catch (const Died&) {
                    is_dead = true;
                }
                EXPECT_TRUE(is_somewhere(*this, desk)) << static_cast<int>(verb) << calls;
                fixture_->pass(1min);
                EXPECT_TRUE(drain_dead_letters(desk.acts(), kAct));
                expect_none(*desk.dead);
                EXPECT_TRUE(is_somewhere(*this, desk)) << static_cast<int>(verb) << calls;
            }
        }
    }
}

}  // namespace
}  // namespace scan::conformance
