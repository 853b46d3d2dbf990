#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"

namespace scan {
namespace {

// A queue whose table has a fault of its own, which no body is to blame for.
class PostgresQueueFault : public testing::Test {
protected:
    PostgresQueueFault() : engine_(make_postgres_engine({.address = database_.address()}, clock_)) {
        queue_ = engine_->queue(3);
        const auto sent = queue_->send(std::vector<std::string>{"a", "b"});
        EXPECT_TRUE(sent.front());
    }

    // Sends three bodies: none is accepted, none is rejected.
    void expect_denied(const std::string& fault) {
        database_.raw().execute(fault);
        const std::vector<std::string> bodies{"c", "d", "e"};
        for (const auto& result : queue_->send(bodies)) {
            ASSERT_FALSE(result) << fault;
            EXPECT_EQ(result.error().code, ErrorCode::denied) << result.error().message;
        }
    }

    PostgresDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> engine_;
    std::unique_ptr<EventQueue> queue_;
};

TEST_F(PostgresQueueFault, ASequenceThatWasSetBackRejectsNoBody) {
    expect_denied("ALTER TABLE message ALTER COLUMN id RESTART WITH 1");
}

TEST_F(PostgresQueueFault, ASequenceThatIsUsedUpRejectsNoBody) {
    expect_denied("ALTER TABLE message ALTER COLUMN id SET MAXVALUE 2");
}

TEST_F(PostgresQueueFault, ACheckRejectsNoBody) {
    expect_denied("ALTER TABLE message ADD CHECK (receive_count > 0) NOT VALID");
}

TEST_F(PostgresQueueFault, ATriggerRejectsNoBody) {
    expect_denied(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
        "CREATE TRIGGER refuse BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION refuse()");
}

TEST_F(PostgresQueueFault, NoReceiptLapsesByIt) {
    const auto received =
        queue_->receive({.visibility_timeout = std::chrono::minutes(1), .wait = {}}, {});
    ASSERT_TRUE(received);
    ASSERT_EQ(received->size(), 2u);
    database_.raw().execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
        "CREATE TRIGGER refuse BEFORE DELETE ON message FOR EACH ROW EXECUTE FUNCTION refuse()");
    const auto done = queue_->acknowledge(std::vector{received->front().receipt});
    ASSERT_FALSE(done.front());
    EXPECT_EQ(done.front().error().code, ErrorCode::denied) << done.front().error().message;
}

}  // namespace
}  // namespace scan
