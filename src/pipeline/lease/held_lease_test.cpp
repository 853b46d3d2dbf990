#include "pipeline/lease/held_lease.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

const Tenure kFirst{.epoch = {1},
                    .cursor = {.last_event_id = {90}, .unpaid = {}, .settled_event_id = {70}}};
const Tenure kSecond{.epoch = {2},
                     .cursor = {.last_event_id = {9}, .unpaid = {}, .settled_event_id = {7}}};
constexpr Instant kEnd{1h};

HolderReport report(std::int64_t id) {
    return {.caught_up_at = std::nullopt,
            .last_event_id = EventId{id},
            .unpaid = {},
            .settled_event_id = EventId{id},
            .feed_state = "reading"};
}

TEST(HeldLease, IsHeldUntilItsTimeIsOver) {
    HeldLease held;
    EXPECT_FALSE(held.tenure_at({}));
    held.grant(kFirst, kEnd);
    EXPECT_TRUE(held.tenure_at(kEnd - 1ns));
    EXPECT_FALSE(held.tenure_at(kEnd));
    EXPECT_TRUE(held.tenure());
    held.prolong(kEnd + 1h);
    EXPECT_TRUE(held.tenure_at(kEnd));
}

TEST(HeldLease, RevokingAnEarlierEpochLeavesALaterOneAlone) {
    HeldLease held;
    held.grant(kFirst, kEnd);
    held.grant(kSecond, kEnd);
    held.revoke(kFirst.epoch);
    EXPECT_TRUE(held.tenure());
    held.revoke(kSecond.epoch);
    EXPECT_FALSE(held.tenure());
}

TEST(HeldLease, AReportMadeForAnEarlierEpochIsNotMixedIntoALaterOne) {
    HeldLease held;
    held.grant(kFirst, kEnd);
    held.report(kFirst.epoch, report(85));
    EXPECT_EQ(held.report().last_event_id, EventId{85});
    held.grant(kSecond, kEnd);
    held.report(kFirst.epoch, report(90));
    EXPECT_EQ(held.report().last_event_id, EventId{9});
    EXPECT_EQ(held.report().settled_event_id, EventId{7});
}

}  // namespace
}  // namespace scan
