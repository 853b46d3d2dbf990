#include "pipeline/processing/held_deliveries.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Instant kStart{1h};

std::vector<Delivery> deliveries(std::initializer_list<const char*> receipts) {
    std::vector<Delivery> all;
    for (const char* const receipt : receipts) all.push_back({"{}", Receipt{receipt}, 1});
    return all;
}

TEST(HeldDeliveries, AreDueAtHalfOfTheVisibilityTimeout) {
    HeldDeliveries held(30s);
    held.add(deliveries({"a", "b"}), kStart, 30s);
    EXPECT_TRUE(held.due(kStart + 15s - 1ns, 10).empty());
    EXPECT_EQ(held.due(kStart + 15s, 10).size(), 2u);
    EXPECT_EQ(held.due(kStart + 15s, 1).size(), 1u);
    held.prolonged(Receipt{"a"}, kStart + 15s, 30s);
    EXPECT_EQ(held.due(kStart + 16s, 10), std::vector{Receipt{"b"}});
}

TEST(HeldDeliveries, AreDueByTheTimeForWhichTheyWereHiddenWhateverIsKnownByNow) {
    Duration known = 30s;
    HeldDeliveries held([&known] { return known; });
    held.add(deliveries({"a", "b"}), kStart, held.visibility_timeout());
    known = 10min;
    EXPECT_EQ(held.due(kStart + 15s, 10).size(), 2u);
    held.prolonged(Receipt{"a"}, kStart + 15s, held.visibility_timeout());
    EXPECT_EQ(held.due(kStart + 5min, 10), std::vector{Receipt{"b"}});
}

TEST(HeldDeliveries, AreNotOursOnceRemovedOrLapsed) {
    HeldDeliveries held(30s);
    held.add(deliveries({"a", "b"}), kStart, 30s);
    held.remove(std::vector{Receipt{"a"}});
    held.lapsed(Receipt{"b"});
    EXPECT_FALSE(held.is_ours(Receipt{"a"}));
    EXPECT_FALSE(held.is_ours(Receipt{"b"}));
    EXPECT_FALSE(held.is_ours(Receipt{"c"}));
}

TEST(HeldDeliveries, ProlongingOneThatWasRemovedMeanwhileDoesNotBringItBack) {
    HeldDeliveries held(30s);
    held.add(deliveries({"a"}), kStart, 30s);
    held.remove(std::vector{Receipt{"a"}});
    held.prolonged(Receipt{"a"}, kStart, 30s);
    EXPECT_FALSE(held.is_ours(Receipt{"a"}));
}

}  // namespace
}  // namespace scan
