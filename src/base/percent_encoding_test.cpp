#include "base/percent_encoding.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(PercentEncode, LeavesOnlyUnreservedBytesAndThoseToKeep) {
    EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encode("a b&c=d/ō"), "a%20b%26c%3Dd%2F%C5%8D");
    EXPECT_EQ(percent_encode("/etc/ca file.pem", "/"), "/etc/ca%20file.pem");
}

TEST(PercentDecode, IsTheInverse) {
    std::string every;
    for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
    EXPECT_EQ(percent_decode(percent_encode(every)), every);
    EXPECT_EQ(percent_decode("a%2fb"), "a/b");
}

TEST(PercentDecode, RefusesAPercentWithoutTwoDigits) {
    for (const char* text : {"%", "%4", "a%4", "%g0", "%0g", "%-1", "% 1", "%%41"})
        EXPECT_FALSE(percent_decode(text)) << text;
}

}  // namespace
}  // namespace scan
