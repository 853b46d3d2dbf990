#include "operations/telling/reading_pace.h"

#include <gtest/gtest.h>

#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

class ReadingPaceTest : public testing::Test {
protected:
    // So many times five seconds at this pace.
    void read(int beats, double pace) {
        for (int i = 0; i < beats; ++i) {
            now_ += 5s;
            newest_ = later(newest_, std::chrono::duration_cast<Duration>(5s * pace));
            pace_.sample(now_, newest_);
        }
    }

    Instant now_{1h};
    UtcTime newest_ = UtcTime::parse("2026-01-31T00:00:00Z").value();
    ReadingPace pace_;
};

TEST_F(ReadingPaceTest, IsKnownAfterAMinute) {
    read(10, 3);
    EXPECT_EQ(pace_.pace(), std::nullopt);
    read(3, 3);
    ASSERT_TRUE(pace_.pace().has_value());
    EXPECT_NEAR(*pace_.pace(), 3, 0.01);
}

TEST_F(ReadingPaceTest, IsNotKnownWhileItSwings) {
    read(13, 3);
    read(6, 9);
    EXPECT_EQ(pace_.pace(), std::nullopt);
    read(7, 9);
    ASSERT_TRUE(pace_.pace().has_value());
    EXPECT_NEAR(*pace_.pace(), 9, 0.01);
}

TEST_F(ReadingPaceTest, IsNotKnownWhileNothingIsRead) {
    read(20, 0);
    EXPECT_EQ(pace_.pace(), std::nullopt);
}

}  // namespace
}  // namespace scan
