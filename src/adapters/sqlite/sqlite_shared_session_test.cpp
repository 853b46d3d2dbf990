#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// How many calls this thread has made that read; nullopt: the kernel does not count them.
std::optional<std::uint64_t> read_calls() {
    std::ifstream io("/proc/thread-self/io");
    std::string name;
    for (std::uint64_t count = 0; io >> name >> count;) {
        if (name == "syscr:") return count;
    }
    return std::nullopt;
}

class SqliteSharedSession : public testing::Test {
protected:
    std::unique_ptr<EventQueue> queue() { return engine_->queue(5); }

    TemporaryDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> engine_ = make_sqlite_engine({.path = database_.path()}, clock_);
};

TEST_F(SqliteSharedSession, WhatTheProcessHasSentItNeedNotReadBack) {
    if (!read_calls()) GTEST_SKIP() << "no /proc/thread-self/io";
    const auto sender = queue();
    const auto receiver = queue();
    const auto settler = queue();
    const std::vector<std::string> bodies(20, std::string(64 * 1024, 'x'));
    ASSERT_TRUE(sender->send(bodies).back());
    ASSERT_TRUE(receiver->depth());
    const std::uint64_t before = *read_calls();
    const ReceiveRequest request{.messages_max = 10, .visibility_timeout = 30s};
    for (int receive = 0; receive < 2; ++receive) {
        const auto received = receiver->receive(request, {});
        ASSERT_TRUE(received);
        ASSERT_EQ(received->size(), 10u);
        std::vector<Receipt> receipts;
        for (const Delivery& delivery : *received) receipts.push_back(delivery.receipt);
        ASSERT_TRUE(settler->acknowledge(receipts).back());
    }
    // Two sessions made 16 of them a message.
    EXPECT_LT(*read_calls() - before, 20u);
}

TEST_F(SqliteSharedSession, AnotherProcessReadsTheRow) {
    ASSERT_TRUE(queue()->send(std::vector<std::string>{"one"}).front());
    const auto other = make_sqlite_engine({.path = database_.path()}, clock_);
    const auto received = other->queue(5)->receive({.visibility_timeout = 30s}, {});
    ASSERT_TRUE(received);
    ASSERT_EQ(received->size(), 1u);
    EXPECT_EQ(received->front().body, "one");
    const auto again = queue()->receive({.visibility_timeout = 30s}, {});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->empty()) << "what the other has claimed is not in the cache as it was";
}

TEST_F(SqliteSharedSession, AnErrorOfOnePortCostsTheOthersNothing) {
    const auto store = engine_->parcel_store();
    const auto cursors = engine_->cursor_store();
    ASSERT_TRUE(store->ping());
    ASSERT_TRUE(cursors->read());
    database_.raw().execute(
        "DROP VIEW parcel_status; ALTER TABLE parcel_summary DROP COLUMN latest_run_id");
    StoreBatch batch;
    batch.parcels.push_back(summarize({.event_id = EventId{1},
                                       .parcel_id = ParcelId{1},
                                       .type = "STATUS",
                                       .created_at = UtcTime(),
                                       .status_code = "",
                                       .run_id = ""}));
    EXPECT_FALSE(store->apply(batch));
    EXPECT_TRUE(cursors->read());
    EXPECT_TRUE(store->ping());
}

TEST_F(SqliteSharedSession, PortsComeAndGoWhileOthersUseIt) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 20; ++round) {
                const auto port = queue();
                EXPECT_TRUE(
                    port->send(std::vector<std::string>{fmt::format("{} {}", i, round)}).front());
            }
        });
    }
    threads.clear();
    EXPECT_EQ(queue()->depth()->visible, 60u);
}

}  // namespace
}  // namespace scan
