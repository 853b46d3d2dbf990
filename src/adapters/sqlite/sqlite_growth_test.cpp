#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "adapters/sqlite/sqlite_dialect.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

constexpr std::uintmax_t kLogBytesMax = 8000 * 4096;  // wal_autocheckpoint, see sqlite_dialect.cpp
constexpr int kMessages = 10;
constexpr ReceiveRequest kRequest{
    .messages_max = kMessages, .visibility_timeout = std::chrono::seconds(30), .wait = {}};

class SqliteGrowth : public testing::Test {
protected:
    void pass_through(EventQueue& queue, const std::string& body) {
        for (const auto& sent : queue.send(std::vector<std::string>(kMessages, body)))
            ASSERT_TRUE(sent);
        const auto deliveries = queue.receive(kRequest, {});
        ASSERT_EQ(deliveries.value().size(), std::size_t{kMessages});
        std::vector<Receipt> receipts;
        for (const Delivery& delivery : *deliveries) receipts.push_back(delivery.receipt);
        for (const auto& acknowledged : queue.acknowledge(receipts)) ASSERT_TRUE(acknowledged);
    }

    long pages() { return std::stol(database_.raw().value("PRAGMA page_count")); }
    std::uintmax_t log_bytes() const {
        return std::filesystem::file_size(database_.path().string() + "-wal");
    }

    TemporaryDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> engine_ = make_sqlite_engine({.path = database_.path()}, clock_);
};

// 120 MiB go through a file that never holds more than 600 KiB.
TEST_F(SqliteGrowth, AQueueThatIsDrainedDoesNotGrow) {
    const auto queue = engine_->queue(3);
    const std::string body(60 * 1024, 'x');
    for (int i = 0; i < 5; ++i) pass_through(*queue, body);
    const long pages_at_first = pages();
    std::uintmax_t largest_log = 0;
    for (int i = 0; i < 200; ++i) {
        pass_through(*queue, body);
        largest_log = std::max(largest_log, log_bytes());
    }
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM message"), "0");
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM message_body"), "0");
    EXPECT_LE(pages(), pages_at_first + pages_at_first / 4) << "freed pages are used again";
    EXPECT_LE(largest_log, kLogBytesMax + kLogBytesMax / 4) << "the log is checkpointed";
}

TEST_F(SqliteGrowth, AQueueThatWasLongUsesItsPagesAgain) {
    const auto queue = engine_->queue(3);
    const std::string body(60 * 1024, 'x');
    for (int i = 0; i < 20; ++i) {
        for (const auto& sent : queue->send(std::vector<std::string>(kMessages, body)))
            ASSERT_TRUE(sent);
    }
    const long pages_when_full = pages();
    for (int i = 0; i < 20; ++i) pass_through(*queue, body);
    EXPECT_LE(pages(), pages_when_full + pages_when_full / 10);
}

TEST_F(SqliteGrowth, HistoryThatIsForgottenMakesRoomForNew) {
    const auto store = engine_->parcel_store();
    const auto history = engine_->history_store();
    const std::string text(500, 'x');
    std::int64_t id = 0;
    const auto keep = [&] {
        StoreBatch batch;
        for (int i = 0; i < 1000; ++i) {
            batch.history.push_back({.event = {.event_id = EventId{++id},
                                               .parcel_id = ParcelId{1},
                                               .type = "STATUS",
                                               .created_at = UtcTime(),
                                               .status_code = "",
                                               .run_id = ""},
                                     .text = text});
        }
        ASSERT_TRUE(store->apply(batch));
    };
    for (int i = 0; i < 5; ++i) keep();
    const long pages_at_first = pages();
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(history->forget(*UtcTime::parse("9999-12-31T00:00:00Z"), 1000)->raw_events,
                  1000u);
        keep();
    }
    EXPECT_LE(pages(), pages_at_first + pages_at_first / 4);
}

// A copy of the file that takes long, or a person's query, keeps the log from being used again from
// its start.
TEST_F(SqliteGrowth, ALogThatGrewBehindALongReaderIsCutWhenItHasGone) {
    const auto queue = engine_->queue(3);
    const std::string body(60 * 1024, 'x');
    pass_through(*queue, body);
    {
        RawDatabase reader = database_.raw();
        reader.execute("BEGIN");
        reader.rows("SELECT count(*) FROM message");
        for (int i = 0; i < 100; ++i) pass_through(*queue, body);
        EXPECT_GT(log_bytes(), kLogBytesMax * 3 / 2) << "the reader's snapshot is kept";
    }
    pass_through(*queue, body);
    EXPECT_LE(log_bytes(), kLogBytesMax);
    std::uintmax_t largest_log = 0;
    for (int i = 0; i < 100; ++i) {
        pass_through(*queue, body);
        largest_log = std::max(largest_log, log_bytes());
    }
    EXPECT_LE(largest_log, kLogBytesMax + kLogBytesMax / 4);
}

// There is always a reader with an old snapshot, and none that stays: each ends at the next commit,
// or soon if nothing is committed, and only after the next one has begun.
TEST_F(SqliteGrowth, ReadersThatTakeTurnsWithoutAGapDoNotKeepTheLogForEver) {
    ManualClock clock;
    const auto engine = make_sqlite_engine({.path = database_.path()}, clock);
    const auto queue = engine->queue(3);
    const std::string body(60 * 1024, 'x');
    pass_through(*queue, body);
    std::mutex mutex;
    std::condition_variable_any committed;
    int commits = 0;
    std::jthread reading([&](const std::stop_token& stop) {
        std::array readers{std::make_unique<RawDatabase>(database_.path()),
                           std::make_unique<RawDatabase>(database_.path())};
        std::unique_lock lock(mutex);
        for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
            readers[turn % 2]->execute("BEGIN");
            readers[turn % 2]->rows("SELECT count(*) FROM message");
            if (turn > 0) readers[(turn + 1) % 2]->execute("COMMIT");
            const int seen = commits;
            committed.wait_for(lock, stop, std::chrono::milliseconds(20),
                               [&] { return commits > seen; });
        }
    });
    std::uintmax_t largest_log = 0;
    for (int i = 0; i < 200; ++i) {
        clock.advance(std::chrono::seconds(1));
        pass_through(*queue, body);
        const std::lock_guard lock(mutex);
        ++commits;
        committed.notify_one();
        largest_log = std::max(largest_log, log_bytes());
    }
    EXPECT_LE(largest_log, kLogBytesMax * 3);
}

TEST_F(SqliteGrowth, WhatIsDueIsFoundByAnIndex) {
    ASSERT_TRUE(engine_->migrate_store());
    const SqliteDialect dialect({.path = database_.path()}, clock_);
    for (const auto& [statement, index] :
         {std::pair{"forget_scan_events", "scan_event_stored"},
          std::pair{"forget_failed_events", "failed_event_resolved"}}) {
        std::string plan;
        for (const auto& row :
             database_.raw().rows("EXPLAIN QUERY PLAN " + std::string(dialect.query(statement)))) {
            plan += row.back().value_or("") + "\n";
        }
        EXPECT_NE(plan.find(index), std::string::npos) << plan;
        EXPECT_EQ(plan.find("SCAN"), std::string::npos) << plan;
        EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
    }
}

}  // namespace
}  // namespace scan
