#include <set>

#include "adapters/memory/memory_feed.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/replay.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

JobSpec spec(std::string kind) {
    return {.kind = std::move(kind),
            .arguments = R"({"from":1,"to":9})",
            .who = "mia@host",
            .reason = "it's 東京",
            .position = 4,
            .rate = 50};
}

TEST_P(ActingConformance, AJobIsKeptAndListedNewestFirst) {
    const auto board = fixture_->open_jobs();
    EXPECT_TRUE(board->list({}, kAll, 10)->empty());
    const std::int64_t one = board->add(spec("one")).value();
    const std::int64_t two = board->add(spec("two")).value();
    const auto jobs = board->list({}, kAll, 10);
    ASSERT_EQ(jobs->size(), 2u);
    EXPECT_EQ((*jobs)[0].id, two);
    EXPECT_EQ((*jobs)[1].spec.kind, "one");
    EXPECT_EQ((*jobs)[1].spec.arguments, R"({"from":1,"to":9})");
    EXPECT_EQ((*jobs)[1].spec.reason, "it's 東京");
    EXPECT_EQ((*jobs)[1].spec.rate, 50u);
    EXPECT_EQ((*jobs)[1].progress, (JobProgress{.position = 4}));
    EXPECT_EQ((*jobs)[1].state, JobState::waiting);
    EXPECT_EQ(board->list({}, two, 10)->size(), 1u);
    EXPECT_EQ((*board->find(one))->spec.kind, "one");
    EXPECT_FALSE(board->find(two + 1)->has_value());
}

TEST_P(ActingConformance, AJobIsHeldByOneUntilItsClaimEndsAndTheEpochTellsThemApart) {
    const auto board = fixture_->open_jobs();
    const std::int64_t id = board->add(spec("replay")).value();
    const auto one = board->claim(id, "one", 30s);
    ASSERT_TRUE(one && *one);
    EXPECT_FALSE(board->claim(id, "two", 30s)->has_value());
    EXPECT_EQ((*board->find(id))->state, JobState::running);
    EXPECT_EQ((*board->find(id))->claimed_by, "one");
    const JobProgress progress{.position = 7, .done = 3, .failed = 1};
    EXPECT_EQ(board->report(**one, progress, 30s)->value().state, JobState::running);
    fixture_->pass(20s);
    EXPECT_TRUE(board->report(**one, progress, 30s)->has_value());
    fixture_->pass(20s);
    EXPECT_FALSE(board->claim(id, "two", 30s)->has_value()) << "it was prolonged";
    fixture_->pass(20s);
    const auto two = board->claim(id, "two", 30s);
    ASSERT_TRUE(two && *two);
    EXPECT_EQ((*board->find(id))->progress, progress) << "it goes on from there";
    EXPECT_FALSE(board->report(**one, {}, 30s)->has_value());
    EXPECT_FALSE(board->let_go(**one, JobState::done, "").value());
    EXPECT_EQ((*board->find(id))->progress, progress);
    EXPECT_TRUE(board->let_go(**two, JobState::done, "9 queued").value());
    const auto ended = *board->find(id);
    EXPECT_EQ(ended->state, JobState::done);
    EXPECT_EQ(ended->result, "9 queued");
    EXPECT_EQ(ended->claimed_by, "");
    EXPECT_TRUE(ended->ended_at.has_value());
    EXPECT_FALSE(board->claim(id, "two", 30s)->has_value());
    EXPECT_FALSE(board->order(id, {.state = JobState::cancelled}).value());
}

TEST_P(ActingConformance, AHolderHearsWhatAPersonWants) {
    const auto board = fixture_->open_jobs();
    const std::int64_t id = board->add(spec("replay")).value();
    const auto claim = board->claim(id, "one", 30s);
    EXPECT_TRUE(board->order(id, {.state = JobState::running, .rate = 5}).value());
    EXPECT_EQ(board->report(**claim, {}, 30s)->value().rate, 5u);
    EXPECT_EQ(board->report(**claim, {}, 30s)->value().state, JobState::running);
    EXPECT_TRUE(board->order(id, {.state = JobState::paused, .rate = 5}).value());
    EXPECT_EQ(board->report(**claim, {}, 30s)->value().state, JobState::paused);
    EXPECT_TRUE(board->let_go(**claim, JobState::paused, "paused").value());
    EXPECT_FALSE(board->claim(id, "one", 30s)->has_value());
    EXPECT_TRUE(board->order(id, {.state = JobState::waiting, .rate = 5}).value());
    const auto again = board->claim(id, "one", 30s);
    ASSERT_TRUE(again && *again);
    EXPECT_TRUE(board->order(id, {.state = JobState::cancelled, .rate = 5}).value());
    EXPECT_EQ(board->report(**again, {}, 30s)->value().state, JobState::cancelled);
    EXPECT_TRUE((*board->find(id))->ended_at.has_value());
    EXPECT_FALSE(board->order(777, {.state = JobState::cancelled}).value());
}

TEST_P(ActingConformance, JobsAreFoundByKindAndByWhetherAnybodyMayTakeThem) {
    const auto board = fixture_->open_jobs();
    const std::int64_t waits = board->add(spec("replay")).value();
    const std::int64_t held = board->add(spec("replay")).value();
    const std::int64_t paused = board->add(spec("verify")).value();
    const std::int64_t ended = board->add(spec("verify")).value();
    const auto claim = board->claim(held, "one", 30s);
    ASSERT_TRUE(board->order(paused, {.state = JobState::paused}).value());
    ASSERT_TRUE(board->order(ended, {.state = JobState::cancelled}).value());
    const auto ids = [&](const JobFilter& filter) {
        std::vector<std::int64_t> found;
        const auto jobs = board->list(filter, kAll, 10);
        EXPECT_TRUE(jobs);
        for (const Job& job : *jobs) found.push_back(job.id);
        return found;
    };
    EXPECT_EQ(ids({.kind = "verify"}), (std::vector{ended, paused}));
    EXPECT_EQ(ids({.kind = "other"}), std::vector<std::int64_t>());
    EXPECT_EQ(ids({.is_claimable = true}), std::vector{waits});
    fixture_->pass(40s);
    EXPECT_EQ(ids({.is_claimable = true}), (std::vector{held, waits})) << "its holder died";
    EXPECT_EQ(ids({.kind = "verify", .is_claimable = true}), std::vector<std::int64_t>());
}

TEST_P(ActingConformance, WhatAJobHasFoundIsWrittenByItsHolderAlone) {
    const auto board = fixture_->open_jobs();
    const std::int64_t id = board->add(spec("verify")).value();
    EXPECT_EQ((*board->find(id))->findings, "");
    const auto one = board->claim(id, "one", 30s);
    EXPECT_TRUE(board->note(**one, R"({"found":"1 東京 'x'"})").value());
    EXPECT_EQ((*board->find(id))->findings, R"({"found":"1 東京 'x'"})");
    fixture_->pass(40s);
    const auto two = board->claim(id, "two", 30s);
    ASSERT_TRUE(two && *two);
    EXPECT_FALSE(board->note(**one, "old").value());
    EXPECT_TRUE(board->note(**two, std::string(20'000, 'x')).value());
    EXPECT_EQ((*board->find(id))->findings.size(), 20'000u);
}

TEST_P(ActingConformance, AHolderThatLetsGoDoesNotUndoWhatAPersonOrderedMeanwhile) {
    const auto board = fixture_->open_jobs();
    for (const JobState wanted : {JobState::paused, JobState::cancelled}) {
        const std::int64_t id = board->add(spec("replay")).value();
        const auto claim = board->claim(id, "one", 30s);
        ASSERT_TRUE(board->order(id, {.state = wanted}).value());
        EXPECT_TRUE(board->let_go(**claim, JobState::waiting, "stopped").value());
        const auto job = *board->find(id);
        EXPECT_EQ(job->state, wanted);
        EXPECT_EQ(job->claimed_by, "");
        EXPECT_EQ(job->ended_at.has_value(), wanted == JobState::cancelled);
    }
}

TEST_P(ActingConformance, AHolderThatHeardOfAPauseDoesNotUndoWhatAPersonOrderedSince) {
    const auto board = fixture_->open_jobs();
    for (const JobState wanted : {JobState::waiting, JobState::cancelled}) {
        const std::int64_t id = board->add(spec("replay")).value();
        const auto claim = board->claim(id, "one", 30s);
        ASSERT_TRUE(board->order(id, {.state = JobState::paused}).value());
        ASSERT_EQ(board->report(**claim, {}, 30s)->value().state, JobState::paused);
        ASSERT_TRUE(board->order(id, {.state = wanted}).value());
        EXPECT_TRUE(board->let_go(**claim, JobState::paused, "paused").value());
        const auto job = *board->find(id);
        EXPECT_EQ(job->state, wanted);
        EXPECT_EQ(job->claimed_by, "");
        EXPECT_EQ(job->ended_at.has_value(), wanted == JobState::cancelled);
    }
}

// A feed of the ids 1 to 100, a replay of 11 to 90 in it, and the queue that it fills.
struct Replayed {
    explicit Replayed(StoreFixture& fixture)
        : board(fixture.open_jobs()),
          audit(fixture.open_audit(std::nullopt)),
          queue(fixture.open_queue()) {
        for (std::int64_t each = 1; each <= 100; ++each) feed.add(scan_event(each, each, "PICKUP"));
        const auto begun = begin_replay(*board, *audit, {.who = "mia@host", .reason = "lost"},
                                        {EventId{11}, EventId{90}}, 0);
        EXPECT_TRUE(begun) << begun.error().message;
        id = begun.value_or(0);
    }

    Replay claimed(const std::string& holder) {
        const auto claim = JobHold::claim(*board, id, holder);
        EXPECT_TRUE(claim && *claim);
        return {{*board, feed, *queue, clock},
                **board->find(id),
                **claim,
                {.page_limit = 10, .message = {.events_max = 4}, .depth_max = 1000},
                Random(1)};
    }

    // The ids that stand in the queue, each once.
    std::set<std::int64_t> queued() {
        std::set<std::int64_t> ids;
        EventPageDecoder decoder;
        while (true) {
            const auto got = queue->receive({.visibility_timeout = 300s}, {});
            EXPECT_TRUE(got) << got.error().message;
            if (!got || got->empty()) return ids;
            for (const Delivery& delivery : *got) {
                const auto page = decoder.decode(delivery.body);
                EXPECT_TRUE(page);
                for (const PageEvent& event : page->events()) ids.insert(event.event_id()->value);
            }
        }
    }

    ManualClock clock;
    MemoryFeed feed;
    std::unique_ptr<JobBoard> board;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<EventQueue> queue;
    std::int64_t id = 0;
};

std::set<std::int64_t> ids_between(std::int64_t first, std::int64_t last) {
    std::set<std::int64_t> ids;
    for (std::int64_t id = first; id <= last; ++id) ids.insert(id);
    return ids;
}

TEST_P(ActingConformance, AReplayQueuesItsRangeAndNothingElse) {
    Replayed world(*fixture_);
    Replay replay = world.claimed("one");
    run(replay, world.clock, {});
    EXPECT_EQ(replay.state(), JobState::done) << replay.result();
    EXPECT_EQ(replay.progress().done, 80u);
    EXPECT_EQ(world.queued(), ids_between(11, 90));
    EXPECT_EQ((*world.board->find(world.id))->state, JobState::done);
    EXPECT_EQ(world.audit->list(std::nullopt, kAll, 1)->front().entry.what,
              "replay --from 11 --to 90");
}

TEST_P(ActingConformance, AReplayThatDiesIsEndedByAnotherFromWhereItWas) {
    Replayed world(*fixture_);
    {
        Replay killed = world.claimed("one");
        for (int steps = 0; steps < 3; ++steps) {
            killed.step({});
            world.clock.advance(1s);
        }
        EXPECT_GT(killed.progress().done, 0u);
    }
    EXPECT_FALSE(JobHold::claim(*world.board, world.id, "two")->has_value());
    fixture_->pass(JobHold::kClaim + 1s);
    const std::size_t asked = world.feed.requests().size();
    Replay next = world.claimed("two");
    run(next, world.clock, {});
    EXPECT_EQ(next.state(), JobState::done) << next.result();
    EXPECT_GT(world.feed.requests()[asked].from, EventId{11}) << "it does not begin anew";
    EXPECT_EQ(world.queued(), ids_between(11, 90));
}

TEST_P(ActingConformance, AReplayThatWasTakenOverWritesNothingMore) {
    Replayed world(*fixture_);
    Replay slept = world.claimed("one");
    slept.step({});
    fixture_->pass(JobHold::kClaim + 1s);
    Replay next = world.claimed("two");
    run(next, world.clock, {});
    EXPECT_EQ(next.state(), JobState::done);
    const auto before = (*world.board->find(world.id))->progress;
    run(slept, world.clock, {});
    EXPECT_EQ(slept.state(), JobState::running);
    EXPECT_EQ((*world.board->find(world.id))->progress, before);
    EXPECT_EQ((*world.board->find(world.id))->state, JobState::done);
}

TEST_P(ActingConformance, AReplayHeedsAPauseACancelAndAStopAndWaitsOutAnOutage) {
    Replayed world(*fixture_);
    world.feed.answer_next_with(fail(ErrorCode::transient, "503"));
    Replay replay = world.claimed("one");
    replay.step({});
    EXPECT_EQ(replay.progress().done, 0u);
    world.clock.advance(1min);
    replay.step({});
    EXPECT_GT(replay.progress().done, 0u);
    std::stop_source stop;
    stop.request_stop();
    run(replay, world.clock, {stop.get_token(), stop.get_token()});
    EXPECT_EQ((*world.board->find(world.id))->state, JobState::waiting);
    Replay again = world.claimed("two");
    ASSERT_TRUE(world.board->order(world.id, {.state = JobState::paused}).value());
    run(again, world.clock, {});
    EXPECT_EQ(again.state(), JobState::paused);
    EXPECT_LT(again.progress().done, 80u);
    ASSERT_TRUE(world.board->order(world.id, {.state = JobState::waiting}).value());
    Replay last = world.claimed("three");
    ASSERT_TRUE(world.board->order(world.id, {.state = JobState::cancelled}).value());
    run(last, world.clock, {});
    EXPECT_EQ(last.state(), JobState::cancelled);
}

}  // namespace
}  // namespace scan::conformance
