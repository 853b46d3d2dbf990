#include "adapters/faulty/fault_script.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

Fault fault_called(std::string message) {
    return {.moment = Fault::Moment::before, .error = {ErrorCode::transient, std::move(message)}};
}

std::string drawn(FaultScript& faults, Operation operation) {
    const auto fault = faults.draw(operation);
    return fault ? fault->error.message : "well";
}

TEST(FaultScript, LetsEverythingGoWellUnlessTold) {
    FaultScript faults;
    EXPECT_EQ(drawn(faults, Operation::queue_send), "well");
}

TEST(FaultScript, FollowsWhatWasScriptedForEachOperation) {
    FaultScript faults;
    faults.next(Operation::queue_send, fault_called("first"));
    faults.next(Operation::queue_send, std::nullopt);
    faults.next(Operation::queue_send, fault_called("third"));
    faults.next(Operation::parcels_apply, fault_called("other"));
    EXPECT_EQ(drawn(faults, Operation::queue_send), "first");
    EXPECT_EQ(drawn(faults, Operation::queue_send), "well");
    EXPECT_EQ(drawn(faults, Operation::queue_send), "third");
    EXPECT_EQ(drawn(faults, Operation::queue_send), "well");
    EXPECT_EQ(drawn(faults, Operation::parcels_apply), "other");
}

TEST(FaultScript, AnOutageLastsUntilItIsRepaired) {
    FaultScript faults;
    faults.break_down(Operation::feed_fetch, fault_called("down"));
    EXPECT_EQ(drawn(faults, Operation::feed_fetch), "down");
    EXPECT_EQ(drawn(faults, Operation::feed_fetch), "down");
    faults.next(Operation::feed_fetch, std::nullopt);
    EXPECT_EQ(drawn(faults, Operation::feed_fetch), "well");
    EXPECT_EQ(drawn(faults, Operation::feed_fetch), "down");
    faults.repair(Operation::feed_fetch);
    EXPECT_EQ(drawn(faults, Operation::feed_fetch), "well");
}

TEST(FaultScript, AsksItsSourceLast) {
    int asked = 0;
    FaultScript faults([&](Operation operation) -> std::optional<Fault> {
        ++asked;
        return fault_called("source of " + std::string(to_string(operation)));
    });
    faults.next(Operation::lease_renew, fault_called("scripted"));
    EXPECT_EQ(drawn(faults, Operation::lease_renew), "scripted");
    EXPECT_EQ(asked, 0);
    EXPECT_EQ(drawn(faults, Operation::lease_renew), "source of lease.renew");
}

}  // namespace
}  // namespace scan
