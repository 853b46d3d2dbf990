#include "telemetry/stage_watch.h"

#include <gtest/gtest.h>

#include "telemetry/port_watch.h"

namespace scan {
namespace {

using namespace std::chrono_literals;
using Faults = std::vector<std::string>;

TEST(StageWatch, FindsACallThatTakesLongerThanItsTimeoutsAllow) {
    ManualClock clock;
    StageWatch watch;
    StageSlot& slot = watch.slot("the poller");
    slot.step_begins(clock.now());
    slot.call_begins("feed.fetch", clock.now(), 30s);
    clock.advance(30s);
    EXPECT_EQ(watch.faults(clock.now()), Faults{});
    clock.advance(1s);
    EXPECT_EQ(watch.faults(clock.now()), Faults{"the poller is stuck in feed.fetch"});
    slot.call_ended(clock.now());
    EXPECT_EQ(watch.faults(clock.now()), Faults{});
}

TEST(StageWatch, FindsWorkWithoutEndAndNoFaultInAWait) {
    ManualClock clock;
    StageWatch watch;
    StageSlot& slot = watch.slot("processor 1");
    slot.step_begins(clock.now());
    clock.advance(StageSlot::kWorkMax + 1s);
    EXPECT_EQ(watch.faults(clock.now()), Faults{"processor 1 is stuck in its own work"});
    slot.step_ended();
    clock.advance(24h);
    EXPECT_EQ(watch.faults(clock.now()), Faults{});
}

TEST(StageWatch, FindsAStageThatEndedUnasked) {
    struct Ends final : Stage {
        Next step(const StopPhases&) override { return Next::finished(); }
    } stage;
    ManualClock clock;
    StageWatch watch;
    WatchedStage watched(stage, watch.slot("the lease"), clock);
    run(watched, clock, {});
    EXPECT_EQ(watch.faults(clock.now()), Faults{"the lease has ended"});
    watch.stopping();
    EXPECT_EQ(watch.faults(clock.now()), Faults{});
}

TEST(PortWatch, TellsWhenTheDependencyLastAnswered) {
    ManualClock clock;
    StageWatch watch;
    LastAnswer store("store");
    Metrics metrics;
    PortWatch calls(watch.slot("the lease"), store, metrics, clock);
    const auto call = [&](Result<> result) {
        clock.advance(1s);
        std::ignore = calls.run("store.ping", 10s, std::nullopt, [&] { return result; });
        return store.answered_at();
    };
    EXPECT_EQ(call(fail(ErrorCode::transient, "away")), std::nullopt);
    const auto answered = call({});
    EXPECT_EQ(answered, clock.now());
    EXPECT_EQ(call(fail(ErrorCode::denied, "permission")), answered);
    const auto refused = call(fail(ErrorCode::rejected, "too long"));
    EXPECT_EQ(refused, clock.now());
}

TEST(PortWatch, CountsHowLongACallTook) {
    ManualClock clock;
    StageWatch watch;
    LastAnswer queue("queue");
    Metrics metrics;
    PortWatch calls(watch.slot("processor 1"), queue, metrics, clock);
    std::ignore = calls.run("queue.send", 10s, Timing::queue_send, [&]() -> std::vector<Result<>> {
        clock.advance(2s);
        return {fail(ErrorCode::transient, "away"), {}};
    });
    EXPECT_EQ(queue.answered_at(), clock.now());
    EXPECT_NE(metrics.exposition().find("scan_queue_send_seconds_sum 2"), std::string::npos);
}

}  // namespace
}  // namespace scan
