#include "app/help/help_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>

namespace scan {
namespace {

TEST(HelpText, BreaksBetweenWordsAndGoesOnUnderTheSecondColumn) {
    EXPECT_EQ(wrapped("one two three four", 9, 4), "one two\nthree\nfour");
    EXPECT_EQ(wrapped("  -a   one two three four\n  -b   x", 18, 7),
              "  -a   one two\n       three four\n  -b   x");
    EXPECT_EQ(wrapped("short\n\nlines stay", 40, 7), "short\n\nlines stay");
}

TEST(HelpText, KeepsAWordThatIsLongerThanALine) {
    EXPECT_EQ(wrapped("--a https://example.com/a/very/long/path", 20, 4),
              "--a\nhttps://example.com/a/very/long/path");
}

TEST(HelpText, IsAtMostAsWideAsTheTerminal) {
    const std::string text =
        "  --flag TEXT                     What this does, in so many words that no terminal of "
        "eighty columns has them in a line, and a terminal of forty has even less.";
    for (std::size_t width = 40; width <= 200; ++width) {
        for (const auto line : std::views::split(wrapped(text, width, 34), '\n'))
            EXPECT_LE(std::string_view(line).size(), width) << std::string_view(line);
    }
}

}  // namespace
}  // namespace scan
