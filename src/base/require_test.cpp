#include "base/require.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(Require, PassesWhatHolds) {
    require(true, "one is one");
    static_assert((require(true, "also while compiling"), true));
}

TEST(RequireDeathTest, EndsTheProcessWithItsTextAndThePlace) {
    EXPECT_DEATH(require(false, "ids ascend"),
                 "broken precondition: ids ascend \\(require_test\\.cpp:[0-9]+, .*TestBody");
}

}  // namespace
}  // namespace scan
