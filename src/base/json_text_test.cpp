#include "base/json_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/utf8.h"

namespace scan {
namespace {

TEST(JsonText, QuotesPlainTextAsItStands) {
    EXPECT_EQ(json_quote(""), R"("")");
    EXPECT_EQ(json_quote("PICKUP"), R"("PICKUP")");
    EXPECT_EQ(json_quote("Zürich 🚚 </script>"), R"("Zürich 🚚 </script>")");
}

TEST(JsonText, EscapesWhatJsonDoesNotTake) {
    EXPECT_EQ(json_quote(R"(a"b\c)"), R"("a\"b\\c")");
    EXPECT_EQ(json_quote("a\nb\tc\rd"), R"("a\nb\u0009c\u000dd")");
    EXPECT_EQ(json_quote(std::string_view("\0\x1f", 2)), R"("\u0000\u001f")");
}

TEST(JsonText, ReplacesBytesThatAreNoUtf8) {
    EXPECT_EQ(json_quote("Z\xfcrich"), R"("Z\ufffdrich")");
    EXPECT_EQ(json_quote("\xf0\x9f\x9a"), R"("\ufffd\ufffd\ufffd")");
    EXPECT_EQ(json_quote("\xed\xa0\x80"), R"("\ufffd\ufffd\ufffd")");
}

RC_GTEST_PROP(JsonText, IsOneWellFormedLineWhateverTheBytes, (const std::string& bytes)) {
    const std::string quoted = json_quote(bytes);
    RC_ASSERT(quoted.size() >= 2u);
    RC_ASSERT(quoted.front() == '"');
    RC_ASSERT(quoted.back() == '"');
    RC_ASSERT(is_utf8(quoted));
    RC_ASSERT(std::ranges::none_of(quoted, [](char c) { return c >= 0 && c < 0x20; }));
}

}  // namespace
}  // namespace scan
