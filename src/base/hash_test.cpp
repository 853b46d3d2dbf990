#include "base/hash.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(Sha256, AgreesWithTheExamplesOfFips180) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, TakesBytesOfAnyValue) {
    const std::string_view one_nul("\0", 1);
    EXPECT_EQ(sha256_hex(one_nul),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    EXPECT_NE(sha256_hex("\xff"), sha256_hex("\xfe"));
}

}  // namespace
}  // namespace scan
