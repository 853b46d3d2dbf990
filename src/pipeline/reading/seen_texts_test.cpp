#include "pipeline/reading/seen_texts.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(SeenTexts, KnowsWhatWasNoted) {
    SeenTexts seen;
    EXPECT_FALSE(seen.recall("a"));
    seen.note("a");
    EXPECT_TRUE(seen.recall("a"));
    EXPECT_FALSE(seen.recall("b"));
}

TEST(SeenTexts, RemembersAtLeastTheNewestAndForgetsTheOldest) {
    SeenTexts seen;
    const auto text = [](std::size_t i) { return "text " + std::to_string(i); };
    for (std::size_t i = 0; i < 3 * SeenTexts::kTextsMin; ++i) seen.note(text(i));
    EXPECT_FALSE(seen.recall(text(0)));
    for (std::size_t i = 2 * SeenTexts::kTextsMin; i < 3 * SeenTexts::kTextsMin; ++i)
        ASSERT_TRUE(seen.recall(text(i))) << i;
}

TEST(SeenTexts, WhatIsSeenAgainAndAgainStays) {
    SeenTexts seen;
    seen.note("often");
    for (std::size_t i = 0; i < 5 * SeenTexts::kTextsMin; ++i) {
        seen.note(std::to_string(i));
        ASSERT_TRUE(seen.recall("often")) << i;
    }
}

}  // namespace
}  // namespace scan
