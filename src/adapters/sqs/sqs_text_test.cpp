#include "adapters/sqs/sqs_text.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(SqsText, IsWhatXmlCarries) {
    for (const char* text : {" ", "{}", "\t\r\n", "\x7f", "T\xC4\x81maki", "\xEF\xBF\xBD",
                             "\xF0\x9F\x93\xA6", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_sqs_text(text)) << text;
    }
}

TEST(SqsText, IsNothingElse) {
    for (const std::string_view text :
         {std::string_view(""), std::string_view("\0", 1), std::string_view("a\x01"),
          std::string_view("\x1b"), std::string_view("\xEF\xBF\xBE"),
          std::string_view("\xEF\xBF\xBF"), std::string_view("\xED\xA0\x80"),
          std::string_view("\xff"), std::string_view("cut \xC4")}) {
        EXPECT_FALSE(is_sqs_text(text)) << text;
    }
}

}  // namespace
}  // namespace scan
