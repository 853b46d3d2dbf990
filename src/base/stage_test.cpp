#include "base/stage.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace scan {
namespace {

using namespace std::chrono_literals;

class ScriptedStage final : public Stage {
public:
    explicit ScriptedStage(std::function<Next(const StopPhases&)> script)
        : script_(std::move(script)) {}
    Next step(const StopPhases& stop) override { return script_(stop); }

private:
    std::function<Next(const StopPhases&)> script_;
};

TEST(Stage, IsSteppedWhenItWantsToBeUntilItIsFinished) {
    ManualClock clock;
    const Instant start = clock.now();
    std::vector<Duration> steps;
    ScriptedStage stage([&](const StopPhases&) {
        steps.push_back(clock.now() - start);
        if (steps.size() == 1) return Next::now();
        if (steps.size() == 2) return Next::at_time(start + 7s);
        return Next::finished();
    });
    run(stage, clock, {});
    EXPECT_EQ(steps, (std::vector<Duration>{0s, 0s, 7s}));
}

TEST(Stage, IsWokenByTheRequestToFinishAndAfterThatByTheRequestToAbandonOnly) {
    ManualClock clock;
    const Instant start = clock.now();
    std::stop_source finish;
    std::stop_source abandon;
    int steps = 0;
    ScriptedStage stage([&](const StopPhases& stop) {
        ++steps;
        if (stop.abandon.stop_requested()) return Next::finished();
        if (stop.finish.stop_requested()) {
            // Not in a loop: the time it asked for passes, though finish stays requested.
            if (steps == 3) abandon.request_stop();
            return Next::at_time(clock.now() + 1s);
        }
        finish.request_stop();
        return Next::at_time(clock.now() + 1h);
    });
    run(stage, clock, {finish.get_token(), abandon.get_token()});
    EXPECT_EQ(steps, 4);
    EXPECT_EQ(clock.now() - start, 1s);
}

TEST(StageDeathTest, IsNotAbandonedBeforeItWasAskedToFinish) {
    ManualClock clock;
    std::stop_source abandon;
    abandon.request_stop();
    ScriptedStage stage([](const StopPhases&) { return Next::finished(); });
    EXPECT_DEATH(run(stage, clock, {.finish = {}, .abandon = abandon.get_token()}),
                 "abandon is requested only after finish");
}

}  // namespace
}  // namespace scan
