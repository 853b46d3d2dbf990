#include "adapters/sql/format/stored_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "base/utf8.h"

namespace scan {
namespace {

using std::string_literals::operator""s;

TEST(StoredText, KeepsTextAsItIs) {
    EXPECT_EQ(stored_text(R"({"EventId":1,"Depot":"Whangārei"})"),
              R"({"EventId":1,"Depot":"Whangārei"})");
    EXPECT_EQ(stored_text(""), "");
}

TEST(StoredText, EncodesWhatATextColumnCannotHold) {
    EXPECT_EQ(stored_text("a\0b"s), "base64:YQBi");
    EXPECT_EQ(stored_text("\xff"), "base64:/w==");
    EXPECT_EQ(stored_text("base64:YQ=="), "base64:YmFzZTY0OllRPT0=");
}

TEST(StoredText, NoBase64StandsForItself) {
    EXPECT_EQ(original_text("base64:?"), "base64:?");
}

TEST(StoredText, TheOriginalComesBack) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        RC_ASSERT(original_text(stored_text(text)) == text);
        RC_ASSERT(is_utf8(stored_text(text)));
    }));
}

}  // namespace
}  // namespace scan
