#include "adapters/sqs/md5.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(Md5, IsAsInRfc1321) {
    EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

}  // namespace
}  // namespace scan
