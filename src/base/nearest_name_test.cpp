#include "base/nearest_name.h"

#include <gtest/gtest.h>

#include <vector>

namespace scan {
namespace {

const std::vector<std::string> kNames{"feed.url", "feed.path", "feed.poll_interval", "queue.url"};

TEST(NearestName, FindsTheNameWithTheFewestLettersToChange) {
    EXPECT_EQ(nearest_name("feed.ulr", kNames), "feed.url");
    EXPECT_EQ(nearest_name("feed.pollinterval", kNames), "feed.poll_interval");
    EXPECT_EQ(nearest_name("qeueu.url", kNames), "queue.url");
    EXPECT_EQ(nearest_name("feed.url", kNames), "feed.url");
}

TEST(NearestName, FindsNothingWhereNothingIsNear) {
    EXPECT_EQ(nearest_name("store.history", kNames), std::nullopt);
    EXPECT_EQ(nearest_name("", kNames), std::nullopt);
    EXPECT_EQ(nearest_name(std::string(100'000, 'x'), kNames), std::nullopt);
    EXPECT_EQ(did_you_mean("store.history", kNames), "");
}

TEST(NearestName, AsksInAMessage) {
    EXPECT_EQ(did_you_mean("feed.ulr", kNames), "; did you mean feed.url?");
}

}  // namespace
}  // namespace scan
