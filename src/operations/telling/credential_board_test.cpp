#include "operations/telling/credential_board.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using namespace std::chrono_literals;

const Error kRefused{ErrorCode::transient, "the issuer does not answer"};

TEST(CredentialBoard, TellsWhatEndsSoonAndCouldNotBeRenewed) {
    ManualClock clock;
    CredentialBoard board(clock);
    board.obtained("AWS credentials", clock.now() + 1h);
    EXPECT_TRUE(board.read().empty());
    board.not_renewed("AWS credentials", kRefused);
    EXPECT_TRUE(board.read().empty()) << "an hour is left";
    clock.advance(51min);
    board.not_renewed("AWS credentials", kRefused);
    const auto signs = board.read();
    ASSERT_EQ(signs.size(), 1u);
    EXPECT_EQ(signs[0].id, ConditionId::credential_expiring);
    EXPECT_EQ(signs[0].detail,
              "AWS credentials ends soon and is not renewed: the issuer does not answer");
    EXPECT_EQ(between(clock.utc_now(), *signs[0].ends_at), 9min);
    EXPECT_EQ(between(signs[0].since, clock.utc_now()), 51min) << "of the first failure";
    clock.advance(9min);
    EXPECT_EQ(board.read().at(0).detail,
              "AWS credentials ended and was not renewed: the issuer does not answer");
    board.obtained("AWS credentials", clock.now() + 1h);
    EXPECT_TRUE(board.read().empty());
}

TEST(CredentialBoard, WhatEndsSoonAndIsRenewedInTimeIsNothing) {
    ManualClock clock;
    CredentialBoard board(clock);
    board.obtained("feed.oauth2 token", clock.now() + 5min);
    EXPECT_TRUE(board.read().empty()) << "nobody has tried yet";
    board.not_renewed("feed.oauth2 token", {ErrorCode::stopped, "stopped"});
    EXPECT_TRUE(board.read().empty()) << "it was ended early";
    board.obtained("a key", std::nullopt);
    board.not_renewed("a key", kRefused);
    board.not_renewed("never seen", kRefused);
    EXPECT_TRUE(board.read().empty());
}

TEST(CredentialBoard, AWallClockThatIsSetEndsNoCredential) {
    ManualClock clock;
    CredentialBoard board(clock);
    board.obtained("AWS credentials", clock.now() + 1h);
    board.not_renewed("AWS credentials", kRefused);
    clock.jump_utc(24h);
    EXPECT_TRUE(board.read().empty());
}

}  // namespace
}  // namespace scan
