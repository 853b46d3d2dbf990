#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace scan {
namespace {

// The character's UTF-8, by the arithmetic of Unicode 15, table 3-6; surrogates and what is too
// great as if they were characters.
std::string encode(std::uint32_t c) {
    const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
    const auto tail = [&](int shift) { return byte(0x80u | ((c >> shift) & 0x3fu)); };
    if (c < 0x80) return {byte(c)};
    if (c < 0x800) return {byte(0xc0u | (c >> 6)), tail(0)};
    if (c < 0x10000) return {byte(0xe0u | (c >> 12)), tail(6), tail(0)};
    return {byte(0xf0u | (c >> 18)), tail(12), tail(6), tail(0)};
}

bool is_character(std::uint32_t c) {
    return c < 0xd800 || (c > 0xdfff && c < 0x110000);
}

TEST(Utf8, TakesEveryCharacterAndNothingElse) {
    for (std::uint32_t c = 0; c < 0x200000; ++c) {
        const std::string text = encode(c);
        ASSERT_EQ(utf8_length(text), is_character(c) ? text.size() : 0) << std::hex << c;
    }
}

TEST(Utf8, RefusesOverlongAndBrokenForms) {
    for (const char* text : {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf",
                             "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf", "\xf8\x88\x80\x80\x80", "\xfe",
                             "\xff", "\xc3(", "\xe2\x82(", "\xe2(\xac", "\xf0\x9f\x9a("}) {
        EXPECT_EQ(utf8_length(text), 0u) << text;
        EXPECT_FALSE(is_utf8(text));
    }
}

TEST(Utf8, RefusesACharacterThatIsCutOff) {
    for (const std::string_view text : {"ü", "€", "🚚"}) {
        EXPECT_TRUE(is_utf8(text));
        for (std::size_t length = 1; length < text.size(); ++length) {
            EXPECT_FALSE(is_utf8(text.substr(0, length)));
        }
    }
    EXPECT_EQ(utf8_length(""), 0u);
    EXPECT_TRUE(is_utf8(""));
}

TEST(Utf8, FindsABadByteAnywhere) {
    EXPECT_TRUE(is_utf8("Zürich 12 €"));
    EXPECT_FALSE(is_utf8("Z\xfcrich"));
    EXPECT_FALSE(is_utf8("Zürich\xfc"));
}

TEST(Utf8, CountsSurrogatePairsAsTwoUnits) {
    EXPECT_EQ(utf16_units(""), 0u);
    EXPECT_EQ(utf16_units("abc"), 3u);
    EXPECT_EQ(utf16_units("ü€"), 2u);
    EXPECT_EQ(utf16_units("🚚"), 2u);
    EXPECT_EQ(utf16_units("a🚚b🚚"), 6u);
}

RC_GTEST_PROP(Utf8, AnyRunOfCharactersIsWellFormed, ()) {
    const auto characters = *rc::gen::container<std::vector<std::uint32_t>>(
        rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(0, 0x110000), is_character));
    std::string text;
    std::size_t units = 0;
    for (const std::uint32_t c : characters) {
        text += encode(c);
        units += c < 0x10000 ? 1 : 2;
    }
    RC_ASSERT(is_utf8(text));
    RC_ASSERT(utf16_units(text) == units);
}

}  // namespace
}  // namespace scan
