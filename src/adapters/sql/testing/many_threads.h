#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/testing/until_up_to_date.h"

namespace scan {

// What many threads may do at once on one database. `engine_of` gives the engine that a thread
// uses: two engines stand for two processes.
class ManyThreads final {
public:
    static constexpr int kThreads = 4;

    // `tries`: how often a call may end with a transient error and be repeated.
    explicit ManyThreads(std::function<SqlEngine&(int)> engine_of, int tries = 1)
        : engine_of_(std::move(engine_of)), tries_(tries) {}

    // Each applies events of the same parcels 1 to 30: each parcel ends with event 40 as its
    // latest, picked up by event 1.
    void fill_one_table() {
        constexpr std::int64_t kEvents = 40;
        run([&](int thread) {
            const auto store = engine_of_(thread).parcel_store();
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
                batch.failed.push_back({.event_id = EventId{id % 3},
                                        .parcel_id = std::nullopt,
                                        .reason = "bad",
                                        .detail = "",
                                        .body = std::to_string(id % 3)});
                const auto applied = repeated([&] { return store->apply(batch); });
                EXPECT_TRUE(applied) << applied.error().message;
            }
        });
    }

    // Each applies one event of each of the parcels 1 to `parcels`, one at a time, as processors do
    // with small messages: all come to a parcel, which is not there yet, at the same moment. Parcel n
    // ends with event n * kThreads + kThreads - 1 as its latest and with event n * kThreads as its
    // pickup, and body n has failed kThreads times.
    void meet_at_new_parcels(std::int64_t parcels) {
        std::barrier next_parcel(kThreads);
        run([&](int thread) {
            const auto store = engine_of_(thread).parcel_store();
            for (std::int64_t parcel = 1; parcel <= parcels; ++parcel) {
                StoreBatch batch;
                batch.parcels = {summarize({.event_id = EventId{parcel * kThreads + thread},
                                            .parcel_id = ParcelId{parcel},
                                            .type = std::string(kPickup),
                                            .created_at = UtcTime(),
                                            .status_code = "",
                                            .run_id = ""})};
                batch.failed.push_back({.event_id = std::nullopt,
                                        .parcel_id = std::nullopt,
                                        .reason = "bad",
                                        .detail = "",
                                        .body = std::to_string(parcel)});
                next_parcel.arrive_and_wait();
                const auto applied = repeated([&] { return store->apply(batch); });
                EXPECT_TRUE(applied) << applied.error().message;
            }
        });
        const auto store = engine_of_(0).parcel_store();
        for (std::int64_t parcel = 1; parcel <= parcels; ++parcel) {
            const auto found = store->find(ParcelId{parcel});
            ASSERT_TRUE(found && *found) << parcel;
            EXPECT_EQ((*found)->latest.event_id, EventId{parcel * kThreads + kThreads - 1});
            EXPECT_EQ((*found)->picked_up->event_id, EventId{parcel * kThreads});
        }
    }

    void deliver_each_message_once() {
        constexpr int kMessages = 60;
        std::mutex mutex;
        std::multiset<std::string> delivered;
        std::atomic<int> sent = 0;
        run([&](int thread) {
            const auto queue = engine_of_(thread).queue(3);
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
        // What one receiver held for a moment, another may have passed over and gone home.
        const auto queue = engine_of_(0).queue(3);
        const auto rest = queue->receive(
            {.messages_max = 10, .visibility_timeout = std::chrono::minutes(10), .wait = {}}, {});
        ASSERT_TRUE(rest);
        EXPECT_TRUE(rest->empty());
        std::multiset<std::string> expected;
        for (int i = 0; i < kMessages; ++i) expected.insert(std::to_string(i));
        EXPECT_EQ(delivered, expected);
        EXPECT_EQ(queue->depth()->undone(), 0u);
    }

    // One of them gets it.
    void acquire_the_lease() {
        std::atomic<int> holders = 0;
        run([&](int thread) {
            const auto lease = engine_of_(thread).lease({.holder = std::to_string(thread),
                                                         .duration = std::chrono::minutes(10),
                                                         .first_event_id = EventId{1}});
            const auto tenure = repeated([&] { return lease->acquire(); });
            ASSERT_TRUE(tenure) << tenure.error().message;
            if (*tenure) ++holders;
        });
        EXPECT_EQ(holders, 1);
    }

private:
    template <class Call>
    std::invoke_result_t<Call> repeated(Call call) const {
        auto result = call();
        for (int i = 1; i < tries_ && !result && result.error().code == ErrorCode::transient; ++i) {
            result = call();
        }
        return result;
    }

    // On tables that are up to date: who waits for whom while they are made, the migrations' tests ask.
    void run(const std::function<void(int)>& work) const {
        for (int thread = 0; thread < kThreads; ++thread) {
            SqlEngine& engine = engine_of_(thread);
            ASSERT_TRUE(until_up_to_date([&] { return engine.migrate_store(); }));
            ASSERT_TRUE(until_up_to_date([&] { return engine.migrate_queue(); }));
        }
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread)
            threads.emplace_back([&work, thread] { work(thread); });
    }

    const std::function<SqlEngine&(int)> engine_of_;
    const int tries_;
};

}  // namespace scan
