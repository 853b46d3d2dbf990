#include "app/terminal/text_table.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(TextTable, PutsCellsBelowTheirHeads) {
    TextTable table({"ID", "REASON"});
    table.add({"7", "bad timestamp"});
    table.add({"1200", "x"});
    EXPECT_EQ(table.text(),
              "ID    REASON\n"
              "7     bad timestamp\n"
              "1200  x\n");
}

TEST(TextTable, CutsTheLastColumnToTheWidthInCharacters) {
    TextTable table({"ID", "REASON"});
    table.add({"7", "ääääääääääääääääääää"});
    EXPECT_EQ(table.text(15), "ID  REASON\n7   ääääääääää…\n");
}

TEST(TextTable, AControlCharacterMakesNoSecondLine) {
    TextTable table({"ID", "REASON"});
    table.add({"7", "a\nb\x1b[0m"});
    EXPECT_EQ(table.text(), "ID  REASON\n7   a b [0m\n");
}

TEST(ShortTime, IsToTheSecond) {
    EXPECT_EQ(short_time(UtcTime::parse("2026-11-27T22:03:55.1234567Z").value()),
              "2026-11-27 22:03:55");
}

}  // namespace
}  // namespace scan
