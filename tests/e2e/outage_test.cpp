#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kEventsPerSecond = 300;
constexpr int kSecondsBesideTheOutage = 8;
// "An outage costs a held message at most one receive": the second one must succeed.
constexpr std::uint32_t kReceiveCountMax = 2;

// SCAN_TEST_OUTAGE, in seconds, makes it a long one, on a machine that has nothing else to do: then
// the time to recovery counts too.
struct OutageTimes {
    int length = 5;
    Milliseconds recovery_max = kPatience;
};

OutageTimes outage_times() {
    constexpr Milliseconds kRecovery{10'000};
    const char* const asked = std::getenv("SCAN_TEST_OUTAGE");
    return asked == nullptr ? OutageTimes{} : OutageTimes{std::stoi(asked), kRecovery};
}

// A worker under load whose engines go away and come back.
class Outage : public EndToEnd {
protected:
    void TearDown() override { cluster_.start(); }

    using Action = std::function<void()>;
    void expect_recovery(WorkerEngines& engines, const Action& stop, const Action& start);

    PostgresCluster cluster_;
};

void Outage::expect_recovery(WorkerEngines& engines, const Action& stop, const Action& start) {
    const auto [length, recovery_max] = outage_times();
    const int events = kEventsPerSecond * (length + kSecondsBesideTheOutage);
    const Arguments source = {"--parcels", "1000", "--events", std::to_string(events)};
    const std::vector<std::string> served = events_served(folder_.path(), source);
    FeedServerProcess server(folder_.path(), source + Arguments{"--events-per-second",
                                                                std::to_string(kEventsPerSecond)});

    Settings settings = engines.settings();
    settings.merge(Settings{{"store-history", "true"}, {"feed-retry-delay-max", "30s"}});
    Process worker(
        launch(Arguments{"run"} + worker_flags(server.url(), settings), engines.environment()));
    const auto kept = [&] { return engines.store()->number("SELECT count(*) FROM scan_event"); };
    const auto cursor = [&] {
        return engines.store()->number("SELECT last_event_id FROM processing_state");
    };
    ASSERT_TRUE(worker.wait_for([&] { return kept() > 2 * kEventsPerSecond; }, kPatience));

    stop();
    ASSERT_EQ(worker.wait(std::chrono::seconds(length)), std::nullopt) << worker.errors();
    start();
    const auto began = Clock::now();
    const std::int64_t kept_before = kept();
    const std::int64_t cursor_before = cursor();
    EXPECT_LT(kept_before, std::ssize(served)) << "there was no load";
    EXPECT_TRUE(worker.wait_for([&] { return kept() > kept_before && cursor() > cursor_before; },
                                recovery_max));
    std::cout << "out for " << length << " s with " << kept_before << " of " << served.size()
              << " events done, works again "
              << std::chrono::duration_cast<Milliseconds>(Clock::now() - began).count()
              << " ms after\n";

    EXPECT_TRUE(worker.wait_for(
        [&] { return kept() == std::ssize(served) && engines.messages() == 0; }, kPatience))
        << kept() << " events, " << engines.messages() << " messages";
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0) << worker.errors();
    EXPECT_EQ(engines.store()->number("SELECT count(*) FROM failed_event"), 0);
    EXPECT_EQ(difference(engines.kept(apply_in_order(served)), engines.store()->parcels()), "");
    EXPECT_EQ(worker.errors().find("Z ERROR "), std::string::npos) << worker.errors();
}

TEST_F(Outage, OfPostgresThatWasStoppedIsWaitedOut) {
    SqsAndPostgresEngines engines(cluster_.folder(), kReceiveCountMax);
    expect_recovery(engines, [&] { cluster_.stop(); }, [&] { cluster_.start(); });
}

TEST_F(Outage, OfPostgresThatWasKilledIsWaitedOut) {
    SqsAndPostgresEngines engines(cluster_.folder(), kReceiveCountMax);
    expect_recovery(engines, [&] { cluster_.kill(); }, [&] { cluster_.start(); });
}

TEST_F(Outage, OfPostgresWithTheQueueInItIsWaitedOut) {
    PostgresEngines engines(cluster_.folder(), kReceiveCountMax);
    expect_recovery(engines, [&] { cluster_.kill(); }, [&] { cluster_.start(); });
}

TEST_F(Outage, OfSqsIsWaitedOut) {
    SqsAndPostgresEngines engines(cluster_.folder(), kReceiveCountMax);
    expect_recovery(engines, [&] { engines.sqs().stop(); }, [&] { engines.sqs().start(); });
}

}  // namespace
}  // namespace scan
