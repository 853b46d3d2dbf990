#include "adapters/sql/format/json_rows.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

std::string json_of(std::string_view text) {
    JsonRows rows;
    rows.begin_row();
    rows.add("t", text);
    return rows.take();
}

TEST(JsonRows, AreAnArrayOfObjects) {
    JsonRows rows;
    EXPECT_TRUE(rows.empty());
    rows.begin_row();
    rows.add("id", 1);
    rows.add("text", "a");
    rows.begin_row();
    rows.add("id", -9223372036854775807);
    rows.add("text", std::optional<std::string_view>());
    EXPECT_EQ(rows.count(), 2u);
    EXPECT_EQ(rows.take(), R"([{"id":1,"text":"a"},{"id":-9223372036854775807}])");
    EXPECT_TRUE(rows.empty());
    EXPECT_EQ(rows.count(), 0u);
    EXPECT_EQ(rows.take(), "[]");
}

TEST(JsonRows, EscapeEverythingThatIsNotPlainAscii) {
    EXPECT_EQ(json_of(""), R"([{"t":""}])");
    EXPECT_EQ(json_of("O'Brien \"x\" \\"), R"([{"t":"O'Brien \"x\" \\"}])");
    EXPECT_EQ(json_of("\t\n\x7f"), R"([{"t":"\u0009\u000a\u007f"}])");
    EXPECT_EQ(json_of("ā東"), R"([{"t":"\u0101\u6771"}])");
    EXPECT_EQ(json_of("\xF0\x9F\x93\xA6"), R"([{"t":"\ud83d\udce6"}])");
    EXPECT_EQ(json_of(std::string_view("a\0b", 3)), R"([{"t":"a\u0000b"}])");
    EXPECT_EQ(json_of("a\xFFz"), R"([{"t":"a\ufffdz"}])");
}

}  // namespace
}  // namespace scan
