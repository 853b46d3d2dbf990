#include "pipeline/processing/history_retention.h"

#include <gtest/gtest.h>

#include "adapters/faulty/faulty_history_store.h"
#include "adapters/memory/memory_history_store.h"
#include "pipeline/testing/outside.h"
#include "pipeline/testing/timetable.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Duration kKeep = 24h;

struct RetentionWorld final : RetentionObserver {
    RetentionWorld() {
        timetable.add(retention);
        hold();
    }

    void hold() {
        held.grant({.epoch = LeaseEpoch{1}, .cursor = {}}, outside.clock.now() + 10000h);
    }

    void keep_events(std::int64_t first, std::int64_t last) {
        MemoryParcelStore parcels(outside.store);
        StoreBatch batch;
        for (std::int64_t id = first; id <= last; ++id)
            batch.history.push_back({scan_event(id), "{}"});
        ASSERT_TRUE(parcels.apply(batch));
    }
    std::size_t kept() const { return outside.store.tables().history.size(); }
    int calls() { return outside.calls[Operation::history_forget]; }

    void forgot(const Forgotten& forgotten) override { counted += forgotten.raw_events; }
    void retention_waiting_after(const Error& error, Duration /*delay*/) override {
        errors.push_back(error.message);
    }
    void retention_recovered() override { ++recoveries; }

    Outside outside;
    MemoryHistoryStore memory{outside.store};
    FaultyHistoryStore store{memory, outside.faults};
    HeldLease held;
    HistoryRetention retention{store, held, outside.clock, *this, kKeep, Random(1)};
    Timetable timetable{outside.clock};
    std::size_t counted = 0;
    std::vector<std::string> errors;
    int recoveries = 0;
};

TEST(HistoryRetention, ForgetsWhatIsOlderThanItIsToBeKept) {
    RetentionWorld world;
    world.keep_events(1, 10);
    world.timetable.run_for(kKeep / 2);
    world.keep_events(11, 15);
    world.timetable.run_for(kKeep / 2 - 1min);
    EXPECT_EQ(world.kept(), 15u);
    world.timetable.run_for(2min + 1s);
    EXPECT_EQ(world.kept(), 5u);
    EXPECT_EQ(world.counted, 10u);
    world.timetable.run_for(kKeep / 2);
    EXPECT_EQ(world.kept(), 0u);
}

TEST(HistoryRetention, AsksOnceAMinuteWhenNothingIsDue) {
    RetentionWorld world;
    world.timetable.run_for(1h);
    EXPECT_GE(world.calls(), 59);
    EXPECT_LE(world.calls(), 61);
}

TEST(HistoryRetention, ABacklogGoesInSmallPiecesWithRests) {
    RetentionWorld world;
    constexpr int kPieces = 20;
    world.keep_events(1, kPieces * HistoryRetention::kRowsMax);
    world.timetable.run_for(kKeep - 30s);
    world.outside.calls.clear();
    ASSERT_TRUE(world.timetable.run_until([&] { return world.calls() > 0; }, 2min));
    ASSERT_TRUE(world.timetable.run_until([&] { return world.calls() > 1; }, 2min));
    EXPECT_EQ(world.kept(), (kPieces - 1) * HistoryRetention::kRowsMax);
    const Instant began = world.outside.clock.now();
    ASSERT_TRUE(world.timetable.run_until([&] { return world.kept() == 0; }, 1min));
    EXPECT_GE(world.outside.clock.now() - began, (kPieces - 2) * 250ms);
    EXPECT_LE(world.outside.clock.now() - began, kPieces * 500ms);
}

TEST(HistoryRetention, ForgetsNothingWithoutTheLease) {
    RetentionWorld world;
    world.held.revoke(LeaseEpoch{1});
    world.keep_events(1, 10);
    world.timetable.run_for(3 * kKeep);
    EXPECT_EQ(world.calls(), 0);
    world.hold();
    world.timetable.run_for(5s);
    EXPECT_EQ(world.kept(), 0u) << "a new holder begins within seconds";
}

TEST(HistoryRetention, WaitsOutAnOutageAndGoesOn) {
    RetentionWorld world;
    world.keep_events(1, 10);
    world.outside.break_store();
    world.timetable.run_for(kKeep + 1h);
    EXPECT_EQ(world.kept(), 10u);
    EXPECT_LE(world.calls(), 25 * 60 * 3) << "one try every twenty seconds on average, at most";
    EXPECT_GT(world.errors.size(), 24u * 60u);
    EXPECT_EQ(world.recoveries, 0);
    world.outside.repair_store();
    world.timetable.run_for(2min);
    EXPECT_EQ(world.kept(), 0u);
    EXPECT_EQ(world.recoveries, 1);
}

TEST(HistoryRetention, EndsAtOnceWhenAsked) {
    RetentionWorld world;
    world.timetable.request_finish();
    world.timetable.run_for(1ms);
    EXPECT_FALSE(world.timetable.has(world.retention));
    EXPECT_EQ(world.calls(), 0);
}

}  // namespace
}  // namespace scan
