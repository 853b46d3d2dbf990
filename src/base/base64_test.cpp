#include "base/base64.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(Base64, IsAsInRfc4648) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xfb\xff"), "+/8=");
}

TEST(Base64, IsReadBackAndNothingElseIs) {
    for (const std::string_view bytes : {"", "f", "fo", "foo", "foobar", "\xfb\xff"})
        EXPECT_EQ(from_base64(base64(bytes)), bytes);
    for (const std::string_view text :
         {"Zg", "Zg=", " Zg=", "Zg= ", "Zg=\n", "Z*==", "\xff\xff\xff\xff", "===="})
        EXPECT_FALSE(from_base64(text).has_value()) << text;
}

}  // namespace
}  // namespace scan
