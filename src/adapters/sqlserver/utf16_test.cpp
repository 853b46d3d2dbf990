#include "adapters/sqlserver/utf16.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/utf8.h"

namespace scan {
namespace {

TEST(Utf16, TakesCharactersOfEveryLength) {
    EXPECT_EQ(utf16_of("a\u00e9\u20ac\U0001f4e6"), u"a\u00e9\u20ac\U0001f4e6");
    EXPECT_EQ(utf8_of(u"a\u00e9\u20ac\U0001f4e6"), "a\u00e9\u20ac\U0001f4e6");
    EXPECT_EQ(utf16_of("\U0010ffff"), u"\U0010ffff");
}

TEST(Utf16, WhatIsNoCharacterIsReplaced) {
    EXPECT_EQ(utf16_of("a\xff"
                       "b"),
              u"a\ufffdb");
    EXPECT_EQ(utf8_of(std::u16string{u'a', char16_t{0xd83d}, u'b', char16_t{0xdce6}}),
              "a\ufffdb\ufffd");
}

TEST(Utf16, ThereAndBackChangesNothing) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint32_t>& points) {
        std::u16string text;
        for (const std::uint32_t point : points) {
            const auto unit = static_cast<char16_t>(point);
            if (unit < 0xd800 || unit > 0xdfff) text += unit;
            text += static_cast<char16_t>(0xd800 + point % 0x400);
            text += static_cast<char16_t>(0xdc00 + (point >> 16) % 0x400);
        }
        const std::string utf8 = utf8_of(text);
        RC_ASSERT(is_utf8(utf8));
        RC_ASSERT(utf16_of(utf8) == text);
    }));
}

}  // namespace
}  // namespace scan
