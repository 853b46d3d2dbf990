#include "base/child_process.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(ChildProcess, ReadsItsInputAndItsArgumentsAsTheyAre) {
    const std::string input = std::string(200'000, 'x') + "\n\"$HOME\"";
    const auto counted = run_child({.arguments = {"wc", "-c"}, .input = input}, {});
    ASSERT_TRUE(counted) << counted.error().message;
    EXPECT_EQ(std::stoul(*counted), input.size());
    const auto said = run_child({.arguments = {"printf", "%s|", "a b", "$HOME", "\"'"}}, {});
    ASSERT_TRUE(said);
    EXPECT_EQ(*said, "a b|$HOME|\"'|");
}

TEST(ChildProcess, IsAnErrorIfItIsNotThereOrFailsOrTakesTooLong) {
    EXPECT_EQ(run_child({.arguments = {"/nowhere/at/all"}}, {}).error().code, ErrorCode::denied);
    EXPECT_EQ(run_child({.arguments = {"false"}}, {}).error().message, "it failed");
    const auto slow =
        run_child({.arguments = {"sleep", "30"}, .timeout = std::chrono::milliseconds(1)}, {});
    EXPECT_EQ(slow.error().code, ErrorCode::transient);
    EXPECT_EQ(slow.error().message, "it took too long");
}

}  // namespace
}  // namespace scan
