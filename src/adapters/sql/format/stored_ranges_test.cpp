#include "adapters/sql/format/stored_ranges.h"

#include <gtest/gtest.h>

#include <limits>

namespace scan {
namespace {

constexpr EventId kMax{std::numeric_limits<std::int64_t>::max()};

TEST(StoredRanges, AreReadAsTheyWereWritten) {
    for (const std::vector<IdRange>& ranges :
         {std::vector<IdRange>{}, std::vector<IdRange>{{EventId{0}, EventId{7}}},
          std::vector<IdRange>{{EventId{3}, EventId{5}}, {EventId{9}, kMax}}}) {
        const std::string text = stored_ranges(kMax, ranges);
        EXPECT_EQ(ranges_in(text), ranges) << text;
        EXPECT_EQ(unpaid_ranges(text, kMax, EventId{1}), ranges) << text;
    }
}

TEST(StoredRanges, TheMostThatIsSavedFitsItsColumn) {
    std::vector<IdRange> ranges;
    for (std::int64_t i = 1; i <= 64; ++i)
        ranges.push_back({EventId{kMax.value - 1000 + 3 * i}, EventId{kMax.value - 998 + 3 * i}});
    EXPECT_LE(stored_ranges(kMax, ranges).size(), 4000u);
}

TEST(StoredRanges, AnOlderWorkersRangeIsUnpaidToo) {
    EXPECT_EQ(unpaid_ranges(std::nullopt, EventId{120}, EventId{100}),
              (std::vector<IdRange>{{EventId{100}, EventId{120}}}));
    EXPECT_EQ(unpaid_ranges(std::nullopt, EventId{120}, EventId{120}), std::vector<IdRange>{});
    EXPECT_EQ(unpaid_ranges("110: 90-95 104-110", EventId{120}, EventId{100}),
              (std::vector<IdRange>{{EventId{90}, EventId{95}}, {EventId{100}, EventId{120}}}));
}

TEST(StoredRanges, WhatCannotBeReadIsLeftOut) {
    EXPECT_EQ(ranges_in("rubbish"), std::vector<IdRange>{});
    EXPECT_EQ(ranges_in("120: 90-100 x"), (std::vector<IdRange>{{EventId{90}, EventId{100}}}));
}

}  // namespace
}  // namespace scan
