#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

constexpr int kThreads = 4;

// Two engines on one file, as two processes have them: within one the writers pass the gate, between them SQLite's lock decides.
class SqliteThreads : public testing::Test {
protected:
    SqlEngine& engine_of(int thread) { return *(thread % 2 == 0 ? one_ : two_); }

    TemporaryDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> one_ = make_sqlite_engine({.path = database_.path()}, clock_);
    std::unique_ptr<SqlEngine> two_ = make_sqlite_engine({.path = database_.path()}, clock_);
};

TEST_F(SqliteThreads, ManyProcessorsFillOneTable) {
    constexpr std::int64_t kEvents = 40;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([this, thread] {
            const auto store = engine_of(thread).parcel_store();
            for (std::int64_t id = thread + 1; id <= kEvents; id += kThreads) {
                StoreBatch batch;
                for (std::int64_t parcel = 1; parcel <= 30; ++parcel) {
                    batch.parcels.push_back(summarize({.event_id = EventId{id},
                                                       .parcel_id = ParcelId{parcel},
                                                       .type = std::string(kPickup),
                                                       .created_at = UtcTime(),
                                                       .status_code = "",
                                                       .run_id = ""}));
                }
                const auto applied = store->apply(batch);
                EXPECT_TRUE(applied) << applied.error().message;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM parcel_summary "
                                    "WHERE latest_event_id = 40 AND picked_up_event_id = 1"),
              "30");
}

TEST_F(SqliteThreads, EachMessageIsDeliveredToOneReceiver) {
    constexpr int kMessages = 60;
    std::mutex mutex;
    std::multiset<std::string> delivered;
    std::atomic<int> sent = 0;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            const auto queue = engine_of(thread).queue(3);
            for (int i = thread; i < kMessages; i += kThreads) {
                EXPECT_TRUE(queue->send(std::vector{std::to_string(i)}).front());
                ++sent;
            }
            while (true) {
                const bool all_sent = sent == kMessages;
                const auto some = queue->receive(
                    {.messages_max = 3, .visibility_timeout = std::chrono::minutes(10), .wait = {}},
                    {});
                if (!some) {
                    ADD_FAILURE() << some.error().message;
                    break;
                }
                if (some->empty() && all_sent) break;
                std::vector<Receipt> receipts;
                const std::lock_guard lock(mutex);
                for (const auto& delivery : *some) {
                    delivered.insert(delivery.body);
                    receipts.push_back(delivery.receipt);
                }
                for (const auto& result : queue->acknowledge(receipts)) EXPECT_TRUE(result);
            }
        });
    }
    threads.clear();
    std::multiset<std::string> expected;
    for (int i = 0; i < kMessages; ++i) expected.insert(std::to_string(i));
    EXPECT_EQ(delivered, expected);
    EXPECT_EQ(one_->queue(3)->depth()->undone(), 0u);
}

TEST_F(SqliteThreads, OneWorkerAtATimeHoldsTheLease) {
    std::vector<std::jthread> threads;
    std::atomic<int> holders = 0;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            const auto lease = engine_of(thread).lease({.holder = std::to_string(thread),
                                                        .duration = std::chrono::minutes(10),
                                                        .first_event_id = EventId{1}});
            const auto tenure = lease->acquire();
            ASSERT_TRUE(tenure) << tenure.error().message;
            if (*tenure) ++holders;
        });
    }
    threads.clear();
    EXPECT_EQ(holders, 1);
}

}  // namespace
}  // namespace scan
