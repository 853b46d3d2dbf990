#include <gtest/gtest.h>

#include "adapters/faulty/faulty_cursor_store.h"
#include "adapters/faulty/faulty_feed.h"
#include "adapters/faulty/faulty_lease.h"
#include "adapters/faulty/faulty_parcel_store.h"
#include "adapters/faulty/faulty_queue.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_queue.h"

namespace scan {
namespace {

const Fault kBefore{.moment = Fault::Moment::before, .error = {ErrorCode::denied, "before"}};
const Fault kAfter{.moment = Fault::Moment::after, .error = {ErrorCode::transient, "after"}};

class FaultyPorts : public testing::Test {
protected:
    ManualClock clock_;
    FaultScript faults_;
    MemoryQueueState queue_state_{clock_, {}};
    MemoryQueue memory_queue_{queue_state_};
    FaultyQueue queue_{memory_queue_, faults_};
    MemoryStoreState store_state_{clock_};
};

template <class T>
std::string message_of(const Result<T>& result) {
    return result ? "well" : result.error().message;
}

std::vector<std::string> messages_of(const std::vector<Result<>>& results) {
    std::vector<std::string> messages;
    for (const auto& result : results) messages.push_back(message_of(result));
    return messages;
}

using Texts = std::vector<std::string>;

TEST_F(FaultyPorts, ASendFailsBeforeOrAfterItTookEffect) {
    faults_.next(Operation::queue_send, kBefore);
    faults_.next(Operation::queue_send, kAfter);
    EXPECT_EQ(messages_of(queue_.send(Texts{"a", "b"})), (Texts{"before", "before"}));
    EXPECT_EQ(queue_state_.bodies(), Texts{});
    EXPECT_EQ(messages_of(queue_.send(Texts{"a", "b"})), (Texts{"after", "after"}));
    EXPECT_EQ(queue_state_.bodies(), (Texts{"a", "b"}));
    EXPECT_EQ(messages_of(queue_.send(Texts{"c"})), Texts{"well"});
}

TEST_F(FaultyPorts, APartOfABatchFails) {
    for (const auto& fault :
         {std::optional(kBefore), std::optional<Fault>(), std::optional(kAfter)}) {
        faults_.next(Operation::queue_send_entry, fault);
    }
    EXPECT_EQ(messages_of(queue_.send(Texts{"a", "b", "c", ""})),
              (Texts{"before", "well", "after", "the message is empty"}));
    EXPECT_EQ(queue_state_.bodies(), (Texts{"b", "c"}));

    const auto held = queue_.receive({.visibility_timeout = std::chrono::seconds(9)}, {});
    ASSERT_EQ(held->size(), 2u);
    faults_.next(Operation::queue_acknowledge_entry, kAfter);
    faults_.next(Operation::queue_acknowledge_entry, kBefore);
    EXPECT_EQ(messages_of(queue_.acknowledge(std::vector{(*held)[0].receipt, (*held)[1].receipt})),
              (Texts{"after", "before"}));
    EXPECT_EQ(queue_state_.bodies(), Texts{"c"});
}

TEST_F(FaultyPorts, AReceiveWhoseAnswerWasLostHidesTheMessages) {
    queue_.send(Texts{"a"});
    faults_.next(Operation::queue_receive, kAfter);
    const ReceiveRequest request{.visibility_timeout = std::chrono::seconds(9)};
    EXPECT_EQ(message_of(queue_.receive(request, {})), "after");
    EXPECT_TRUE(queue_.receive(request, {})->empty());
    clock_.advance(std::chrono::seconds(9));
    EXPECT_EQ(queue_.receive(request, {})->front().receive_count, 2u);
}

TEST_F(FaultyPorts, SettlingAndDepthFailWhole) {
    queue_.send(Texts{"a"});
    const auto held = queue_.receive({.visibility_timeout = std::chrono::seconds(9)}, {});
    const std::vector receipts{held->front().receipt};
    for (const Operation operation : {Operation::queue_extend, Operation::queue_acknowledge,
                                      Operation::queue_depth, Operation::queue_release}) {
        faults_.next(operation, kBefore);
    }
    EXPECT_EQ(messages_of(queue_.extend(receipts, std::chrono::seconds(1))), Texts{"before"});
    EXPECT_EQ(messages_of(queue_.acknowledge(receipts)), Texts{"before"});
    EXPECT_EQ(messages_of(queue_.release(receipts)), Texts{"before"});
    EXPECT_EQ(message_of(queue_.depth()), "before");
    EXPECT_EQ(queue_.depth()->in_flight, 1u);
    EXPECT_EQ(messages_of(queue_.extend(receipts, std::chrono::seconds(1))), Texts{"well"});
    EXPECT_EQ(messages_of(queue_.release(receipts)), Texts{"well"});
    EXPECT_EQ(queue_.depth()->visible, 1u);
}

TEST_F(FaultyPorts, AFetchFails) {
    MemoryFeed memory;
    FaultyFeed feed(memory, faults_);
    faults_.next(Operation::feed_fetch, kBefore);
    EXPECT_EQ(message_of(feed.fetch(EventId{0}, 1, {})), "before");
    EXPECT_TRUE(memory.requests().empty());
    EXPECT_EQ(message_of(feed.fetch(EventId{0}, 1, {})), "well");
}

TEST_F(FaultyPorts, AnApplyFailsBeforeOrAfterItTookEffect) {
    MemoryParcelStore memory(store_state_);
    FaultyParcelStore store(memory, faults_);
    const StoreBatch batch{
        .parcels = {{.parcel_id = ParcelId{1}, .latest = {}, .picked_up = {}, .delivered = {}}},
        .applied = {},
        .failed = {},
        .history = {}};
    for (const Operation operation :
         {Operation::parcels_ping, Operation::parcels_apply, Operation::parcels_find}) {
        faults_.next(operation, kBefore);
    }
    faults_.next(Operation::parcels_apply, kAfter);
    EXPECT_EQ(message_of(store.ping()), "before");
    EXPECT_EQ(message_of(store.find(ParcelId{1})), "before");
    EXPECT_EQ(message_of(store.apply(batch)), "before");
    EXPECT_EQ(*store.find(ParcelId{1}), std::nullopt);
    EXPECT_EQ(message_of(store.apply(batch)), "after");
    EXPECT_NE(*store.find(ParcelId{1}), std::nullopt);
    EXPECT_EQ(message_of(store.ping()), "well");
}

TEST_F(FaultyPorts, ALeaseIsTakenThoughItsAnswerWasLost) {
    MemoryLease memory(store_state_, {.holder = "one"});
    FaultyLease lease(memory, faults_);
    for (const Operation operation : {Operation::lease_acquire, Operation::lease_renew,
                                      Operation::lease_release, Operation::lease_caught_up_at}) {
        faults_.next(operation, kAfter);
    }
    EXPECT_EQ(message_of(lease.acquire()), "after");
    EXPECT_EQ(store_state_.tables().lease.holder, "one");
    const LeaseEpoch epoch = store_state_.tables().lease.epoch;
    EXPECT_EQ(message_of(lease.renew(epoch, {})), "after");
    EXPECT_EQ(message_of(lease.caught_up_at()), "after");
    EXPECT_EQ(message_of(lease.release(epoch, {})), "after");
    EXPECT_EQ(store_state_.tables().lease.holder, "");
}

TEST_F(FaultyPorts, ACursorMovesThoughItsAnswerWasLost) {
    MemoryLease lease(store_state_, {.holder = "one"});
    const LeaseEpoch epoch = (*lease.acquire())->epoch;
    MemoryCursorStore memory(store_state_);
    FaultyCursorStore store(memory, faults_);
    for (const Operation operation :
         {Operation::cursor_advance, Operation::cursor_read, Operation::cursor_set}) {
        faults_.next(operation, kBefore);
        faults_.next(operation, kAfter);
    }
    const CursorAdvance advance{.last_event_id = EventId{5}};
    EXPECT_EQ(message_of(store.advance(epoch, advance)), "before");
    EXPECT_EQ((*memory.read())->last_event_id, EventId{0});
    EXPECT_EQ(message_of(store.advance(epoch, advance)), "after");
    EXPECT_EQ((*memory.read())->last_event_id, EventId{5});
    EXPECT_EQ(message_of(store.set(EventId{3}, "why")), "before");
    EXPECT_EQ((*memory.read())->last_event_id, EventId{5});
    EXPECT_EQ(message_of(store.set(EventId{3}, "why")), "after");
    EXPECT_EQ((*memory.read())->last_event_id, EventId{3});
    EXPECT_EQ(message_of(store.read()), "before");
}

}  // namespace
}  // namespace scan
