#include "base/counted.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(Counted, IsOfOneWithoutAnS) {
    EXPECT_EQ(counted(0, "event"), "0 events");
    EXPECT_EQ(counted(1, "event"), "1 event");
    EXPECT_EQ(counted(2, "dead letter"), "2 dead letters");
}

}  // namespace
}  // namespace scan
