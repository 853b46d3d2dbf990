#include <gtest/gtest.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

constexpr Duration kVisibility = std::chrono::seconds(30);
constexpr ReceiveRequest kRequest{
    .messages_max = 10, .visibility_timeout = kVisibility, .wait = {}};

// Behaviour that depends on the machine's clocks and its boots.
class SqliteClock : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> boot(const std::string& id, Clock& clock) {
        return make_sqlite_engine({.path = database_.path(), .engine = {}, .boot_id = id}, clock);
    }
    static SqlLeaseSettings lease_of(const std::string& holder) {
        return {
            .holder = holder, .duration = std::chrono::seconds(15), .first_event_id = EventId{1}};
    }
    static std::size_t received(SqlEngine& engine) {
        return engine.queue(3)->receive(kRequest, {})->size();
    }

    TemporaryDatabase database_;
    ManualClock clock_;
};

TEST_F(SqliteClock, ANewBootFreesWhatTheOldOneHeld) {
    clock_.advance(std::chrono::hours(1000));
    {
        const auto before = boot("one", clock_);
        before->queue(3)->send(std::vector<std::string>{"held", "waiting"});
        EXPECT_EQ(
            before->queue(3)
                ->receive({.messages_max = 1, .visibility_timeout = kVisibility, .wait = {}}, {})
                ->size(),
            1u);
        EXPECT_TRUE(before->lease(lease_of("one"))->acquire()->has_value());
    }
    ManualClock since_boot;  // its times are below those in the file
    const auto after = boot("two", since_boot);
    EXPECT_FALSE(after->status_reader()->read()->lease_live);
    EXPECT_EQ(received(*after), 2u);
    EXPECT_TRUE(after->lease(lease_of("two"))->acquire()->has_value());
    EXPECT_EQ(received(*after), 0u) << "what this boot holds is held";
    EXPECT_FALSE(after->lease(lease_of("three"))->acquire()->has_value());
}

TEST_F(SqliteClock, AnotherProcessOfTheSameBootFreesNothing) {
    const auto one = boot("one", clock_);
    one->queue(3)->send(std::vector<std::string>{"held"});
    EXPECT_EQ(received(*one), 1u);
    ASSERT_TRUE(one->lease(lease_of("one"))->acquire()->has_value());
    const auto two = boot("one", clock_);
    EXPECT_EQ(received(*two), 0u);
    EXPECT_FALSE(two->lease(lease_of("two"))->acquire()->has_value());
}

TEST_F(SqliteClock, AWallClockThatJumpsHarmsNothing) {
    const auto engine = boot("one", clock_);
    engine->queue(3)->send(std::vector<std::string>{"held"});
    EXPECT_EQ(received(*engine), 1u);
    const auto lease = engine->lease(lease_of("one"));
    const auto tenure = *lease->acquire();
    for (const auto jump : {std::chrono::hours(24 * 365), std::chrono::hours(-48 * 365)}) {
        clock_.jump_utc(jump);
        EXPECT_EQ(received(*engine), 0u);
        EXPECT_FALSE(engine->lease(lease_of("two"))->acquire()->has_value());
        EXPECT_TRUE(*lease->renew(tenure->epoch, {}));
    }
    clock_.advance(kVisibility);
    EXPECT_EQ(received(*engine), 1u);
}

TEST_F(SqliteClock, TheMachineTellsItsBoot) {
    SystemClock clock;
    const auto engine = make_sqlite_engine({.path = database_.path()}, clock);
    ASSERT_TRUE(engine->queue(3)->depth());
    EXPECT_EQ(database_.raw().value("SELECT length(boot_id) FROM queue_boot"), "36");
}

TEST_F(SqliteClock, AnIdleWorkerWritesNothing) {
    const auto engine = boot("one", clock_);
    const auto queue = engine->queue(3);
    const auto dead_letters = engine->dead_letter_queue();
    const auto idle = engine->lease(lease_of("two"));
    ASSERT_TRUE(engine->lease(lease_of("one"))->acquire()->has_value());
    const auto look = [&] {
        EXPECT_TRUE(queue
                        ->receive({.messages_max = 10,
                                   .visibility_timeout = kVisibility,
                                   .wait = std::chrono::seconds(5)},
                                  {})
                        ->empty());
        EXPECT_TRUE(dead_letters->receive(kRequest, {})->empty());
        EXPECT_TRUE(queue->depth());
        EXPECT_FALSE(idle->acquire()->has_value());
        EXPECT_TRUE(engine->status_reader()->read());
    };
    look();
    auto raw = database_.raw();
    const std::string before = raw.value("PRAGMA data_version");
    look();
    EXPECT_EQ(raw.value("PRAGMA data_version"), before);
    queue->send(std::vector<std::string>{"one"});
    EXPECT_NE(raw.value("PRAGMA data_version"), before);
}

}  // namespace
}  // namespace scan
