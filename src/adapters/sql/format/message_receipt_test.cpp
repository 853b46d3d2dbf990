#include "adapters/sql/format/message_receipt.h"

#include <gtest/gtest.h>

#include <limits>

namespace scan {
namespace {

TEST(MessageReceipt, ComesBackAsItWasWritten) {
    for (const std::int64_t id : {std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
        const MessageReceipt receipt{.id = id, .receive_count = 3};
        EXPECT_EQ(read_receipt(write_receipt(receipt)), receipt);
    }
    EXPECT_EQ(write_receipt({.id = 17, .receive_count = 2}).value, "17:2");
}

TEST(MessageReceipt, NothingElseIsAReceipt) {
    for (const char* text : {"", ":", "17", "17:", ":2", "17:2 ", " 17:2", "17:2:3", "x:2",
                             "99999999999999999999:1"}) {
        EXPECT_EQ(read_receipt({text}), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace scan
