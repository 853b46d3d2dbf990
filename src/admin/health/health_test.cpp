#include "admin/health/health.h"

#include <gtest/gtest.h>

#include "admin/health/dependency_probe.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

class HealthOfAWorker : public ::testing::Test {
protected:
    HealthOfAWorker() {
        add_health_routes(router_, health_);
        clock_.advance(1h);
    }

    // Status and text.
    std::pair<int, std::string> ask(const std::string& path, bool verbose = false) {
        AdminRequest request{.target = path, .path = {path.substr(1)}};
        if (verbose) request.query = {{"verbose", ""}};
        const auto found = router_.find(request);
        const AdminReply reply = std::get<const Route*>(found)->handler(request);
        return {reply.status, reply.body};
    }
    void both_answer() {
        store_.called(clock_.now(), nullptr);
        queue_.called(clock_.now(), nullptr);
    }

    ManualClock clock_;
    StageWatch stages_;
    LastAnswer store_{"store"};
    LastAnswer queue_{"queue"};
    Health health_{stages_, store_, queue_, {.store = 10s, .queue = 30s}, clock_};
    Router router_;
};

using Answer = std::pair<int, std::string>;

TEST_F(HealthOfAWorker, IsNotReadyBeforeBothHaveAnswered) {
    EXPECT_EQ(ask("/livez"), Answer(200, "ok\n"));
    EXPECT_EQ(ask("/readyz"),
              Answer(503, "[-] store: has not answered yet\n[-] queue: has not answered yet\n"));
    both_answer();
    EXPECT_EQ(ask("/readyz"), Answer(200, "ok\n"));
}

TEST_F(HealthOfAWorker, GoesByTheAgeOfTheLastAnswer) {
    both_answer();
    clock_.advance(10s);
    EXPECT_EQ(ask("/readyz").first, 200);
    clock_.advance(1s);
    const Error away{ErrorCode::transient, "away"};
    store_.called(clock_.now(), &away);
    EXPECT_EQ(ask("/readyz"), Answer(503, "[-] store: answered 11 s ago\n"));
    EXPECT_EQ(ask("/readyz", true),
              Answer(503,
                     "[+] stages: all are on their way\n[-] store: answered 11 s ago\n"
                     "[+] queue: answered 11 s ago\n"));
    EXPECT_EQ(ask("/livez"), Answer(200, "ok\n")) << "waiting for a dependency is living";
    store_.called(clock_.now(), nullptr);
    EXPECT_EQ(ask("/readyz").first, 200);
    clock_.advance(20s);
    store_.called(clock_.now(), nullptr);
    EXPECT_EQ(ask("/readyz"), Answer(503, "[-] queue: answered 31 s ago\n"));
}

TEST_F(HealthOfAWorker, IsNeitherAliveNorReadyWithAStageThatIsStuck) {
    both_answer();
    stages_.slot("the poller").call_begins("feed.fetch", clock_.now(), 5s);
    clock_.advance(6s);
    EXPECT_EQ(ask("/livez"), Answer(503, "[-] stages: the poller is stuck in feed.fetch\n"));
    EXPECT_EQ(ask("/readyz").first, 503);
    EXPECT_EQ(health_.sentence(), "stages: the poller is stuck in feed.fetch");
}

TEST_F(HealthOfAWorker, IsAliveAndNotReadyWhileItStops) {
    both_answer();
    stages_.stopping();
    EXPECT_EQ(ask("/livez").first, 200);
    EXPECT_EQ(ask("/readyz"), Answer(503, "[-] worker: it is stopping\n"));
}

TEST(DependencyProbe, AsksOnlyWhenTheStagesHaveNot) {
    ManualClock clock;
    LastAnswer store("store");
    int asked = 0;
    bool answers = true;
    DependencyProbe probe(
        store,
        [&] {
            ++asked;
            if (answers) store.called(clock.now(), nullptr);
        },
        7s, Duration::zero(), clock);
    EXPECT_EQ(probe.step({}).at, clock.now() + 7s);
    EXPECT_EQ(asked, 1);
    for (int i = 0; i < 20; ++i) {
        clock.advance(5s);
        store.called(clock.now(), nullptr);
        probe.step({});
    }
    EXPECT_EQ(asked, 1);
    clock.advance(7s);
    answers = false;
    EXPECT_EQ(probe.step({}).at, clock.now() + 1s);
    EXPECT_EQ(asked, 2);
    clock.advance(1s);
    probe.step({});
    EXPECT_EQ(asked, 3);
}

TEST(DependencyProbe, AsksNowAndThenInAnyCase) {
    ManualClock clock;
    LastAnswer queue("queue");
    int asked = 0;
    DependencyProbe probe(queue, [&] { ++asked; }, 1h, 15s, clock);
    for (int i = 0; i < 60; ++i) {
        queue.called(clock.now(), nullptr);
        probe.step({});
        clock.advance(1s);
    }
    EXPECT_EQ(asked, 4);
}

}  // namespace
}  // namespace scan
