#include "adapters/http/one_line.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace scan {
namespace {

TEST(OneLine, KeepsPlainText) {
    EXPECT_EQ(one_line("no such tenant: Ōtāhuhu", 200), "no such tenant: Ōtāhuhu");
    EXPECT_EQ(one_line("", 200), "");
}

TEST(OneLine, MakesWhiteSpaceAndControlsOneSpace) {
    EXPECT_EQ(one_line("\r\n <h1>\tNo\x1b[31m\n\nway\x7f </h1>\n", 200), "<h1> No [31m way </h1>");
    EXPECT_EQ(one_line(std::string_view("a\0b", 3), 200), "a b");
    EXPECT_EQ(one_line("a\u009b31mb", 200), "a 31mb");
}

TEST(OneLine, MarksBytesThatAreNoUtf8) {
    EXPECT_EQ(one_line("a\xff\xc3z", 200), "a??z");
}

TEST(OneLine, CutsBetweenCharacters) {
    EXPECT_EQ(one_line("abc", 3), "abc");
    EXPECT_EQ(one_line("abc\n", 3), "abc");
    EXPECT_EQ(one_line("abcd", 3), "abc…");
    EXPECT_EQ(one_line("ab d", 3), "ab…");
    const std::string text = one_line("ōōōō", 5);
    EXPECT_EQ(text, "ōō…");
    EXPECT_TRUE(is_utf8(text));
}

}  // namespace
}  // namespace scan
