#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <utility>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class GracefulStop : public EndToEnd {
protected:
    const Arguments source_ = {"--parcels", "1000", "--events", "4000"};
    // Slow enough that no machine has read all of it before it is stopped.
    FeedServerProcess server_{folder_.path(), source_ + Arguments{"--events-per-second", "1000"}};

    Process::Launch worker(const Settings& changes = {}) const;
    void wait_for_work(Process& worker) const;
    // Until the worker holds messages that it cannot apply, because `store` is locked.
    void wait_for_held_messages(Process& worker) const;
};

Process::Launch GracefulStop::worker(const Settings& changes) const {
    Settings settings = changes;
    settings.merge(Settings{{"feed-page-limit", "100"}});
    return launch(Arguments{"run"} + worker_flags(server_.url(), settings));
}

void GracefulStop::wait_for_work(Process& worker) const {
    ASSERT_TRUE(worker.wait_for([&] { return parcels() >= 100; }, kPatience)) << worker.errors();
}

void GracefulStop::wait_for_held_messages(Process& worker) const {
    // What was applied just before the store was locked is acknowledged soon; what is held stays.
    using Clock = std::chrono::steady_clock;
    std::int64_t held = 0;
    Clock::time_point since;
    const auto stays = [&] {
        const std::int64_t lowest =
            queue().number("SELECT coalesce(min(id), 0) FROM message WHERE receive_count > 0");
        if (std::exchange(held, lowest) != lowest) since = Clock::now();
        return held != 0 && Clock::now() - since > Milliseconds(500);
    };
    ASSERT_TRUE(worker.wait_for(stays, kPatience)) << worker.errors();
}

TEST_F(GracefulStop, UnderLoadLeavesNothingInFlightAndTheNextStartGoesOn) {
    Process first(worker());
    wait_for_work(first);
    first.signal(SIGTERM);
    EXPECT_EQ(first.wait(kPatience), 0) << first.errors();
    EXPECT_TRUE(first.has_logged("stopped"));

    const std::vector<std::string> events = events_served(folder_.path(), source_);
    const ParcelTable expected = apply_in_order(events);
    EXPECT_NE(store().parcels(), expected) << "it was not stopped in the midst of its work";
    const Finished status = run({"status", "--json"});
    EXPECT_NE(status.output.find(R"("in_flight":0,"dead_letters":0)"), std::string::npos)
        << status.output;
    EXPECT_EQ(store().text("SELECT lease_holder FROM processing_state"), "");

    const std::int64_t stopped_at = cursor();
    const Finished second = catch_up(server_.url());
    EXPECT_EQ(second.code, 0) << second.errors;
    EXPECT_NE(second.errors.find("resuming from " + std::to_string(stopped_at)), std::string::npos)
        << second.errors;
    EXPECT_EQ(difference(expected, store().parcels()), "");
}

TEST_F(GracefulStop, GivesBackWhatCannotBeFinishedWithinTheGrace) {
    Process process(worker({{"shutdown-grace", "200ms"},
                            {"store-timeout", "500ms"},
                            {"queue-events-per-message", "20"},  // so that some wait at any time
                            {"queue-visibility-timeout", "10m"}}));
    wait_for_work(process);
    const TableFile store = this->store();
    store.execute("BEGIN IMMEDIATE");
    wait_for_held_messages(process);
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    store.execute("ROLLBACK");

    EXPECT_TRUE(process.has_logged("given back unfinished")) << process.errors();
    // With ten minutes of visibility this ends only if they can be received now.
    const Finished next = catch_up(server_.url());
    EXPECT_EQ(next.code, 0) << next.errors;
    EXPECT_EQ(
        difference(apply_in_order(events_served(folder_.path(), source_)), this->store().parcels()),
        "");
}

TEST_F(GracefulStop, EndsAtOnceWithOneAtTheSecondSignal) {
    Process process(worker({{"shutdown-grace", "10m"}, {"store-timeout", "10m"}}));
    wait_for_work(process);
    const TableFile store = this->store();
    store.execute("BEGIN IMMEDIATE");
    wait_for_held_messages(process);
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(Milliseconds(500)), std::nullopt) << "nothing held it up";
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(kPatience), 1) << process.errors();
    store.execute("ROLLBACK");

    const Finished next = catch_up(server_.url());
    EXPECT_EQ(next.code, 0) << next.errors;
    EXPECT_EQ(
        difference(apply_in_order(events_served(folder_.path(), source_)), this->store().parcels()),
        "");
}

TEST_F(GracefulStop, OfAnIdleWorkerTakesAnInterruptToo) {
    FeedServerProcess server(folder_.path(), {"--parcels", "5", "--events", "9"});
    Process process(launch(Arguments{"run"} + worker_flags(server.url())));
    ASSERT_TRUE(process.wait_for([&] { return parcels() == 5; }, kPatience));
    process.signal(SIGINT);
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
}

}  // namespace
}  // namespace scan
