#include "adapters/sqs/batch_answer.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(BatchAnswer, OfAnEntryThatIsNotMentionedIsTransient) {
    const auto answer = in_order(
        {{"1", {}}, {"2", {}}, {"-1", {}}, {"", {}}, {"1x", {}}, {"99999999999999999999", {}}}, 2);
    ASSERT_EQ(answer.size(), 2u);
    ASSERT_FALSE(answer[0].result);
    EXPECT_EQ(answer[0].result.error().code, ErrorCode::transient);
    EXPECT_TRUE(answer[1].result);
}

}  // namespace
}  // namespace scan
