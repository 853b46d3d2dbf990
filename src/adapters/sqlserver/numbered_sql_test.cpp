#include "adapters/sqlserver/numbered_sql.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using Names = std::vector<std::string>;

TEST(NumberedSql, GivesEachNameAMark) {
    const NumberedSql sql = numbered_sql("SELECT :a, (:b_2), :a");
    EXPECT_EQ(sql.text, "SELECT ?, (?), ?");
    EXPECT_EQ(sql.parameters, (Names{"a", "b_2", "a"}));
}

TEST(NumberedSql, LeavesAloneWhatIsQuoted) {
    for (const char* text :
         {"SELECT 'it''s :a'", "SELECT [:a]", "SELECT \":a\"", "SELECT 1 -- :a\nFROM t",
          "SELECT /* :a ' */ 1", "SELECT 'open :a", "SELECT ':' , '", "SELECT x : y, :"}) {
        const NumberedSql sql = numbered_sql(text);
        EXPECT_EQ(sql.text, text);
        EXPECT_EQ(sql.parameters, Names{});
    }
    EXPECT_EQ(numbered_sql("'it''s' = :a -- it's\n + :b").parameters, (Names{"a", "b"}));
}

}  // namespace
}  // namespace scan
