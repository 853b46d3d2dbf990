#include "base/control_character.h"

#include <gtest/gtest.h>

#include <string>

namespace scan {
namespace {

TEST(ControlCharacter, IsWhatIsBelowABlankAndDelete) {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text = {'a', static_cast<char>(byte), 'z'};
        EXPECT_EQ(has_control_character(text), byte < 0x20 || byte == 0x7f) << byte;
    }
    EXPECT_FALSE(has_control_character(""));
}

TEST(ControlCharacter, MayBeAllowed) {
    EXPECT_FALSE(has_control_character("a\tb", "\t"));
    EXPECT_TRUE(has_control_character("a\tb\n", "\t"));
}

}  // namespace
}  // namespace scan
