#include "adapters/sql/sql_script.h"

#include <gtest/gtest.h>

#include <string>

namespace scan {
namespace {

using Statements = std::vector<std::string_view>;

TEST(SqlScript, SplitsAtSemicolonsAndDropsWhatIsBlank) {
    EXPECT_EQ(split_script("CREATE TABLE a (x);\n\n CREATE TABLE b (y) ;;\n"),
              (Statements{"CREATE TABLE a (x)", "CREATE TABLE b (y)"}));
    EXPECT_EQ(split_script(" \n;;\t"), Statements{});
    EXPECT_EQ(split_script(""), Statements{});
}

TEST(SqlScript, TheLastStatementNeedsNoSemicolon) {
    EXPECT_EQ(split_script("SELECT 1; SELECT 2 "), (Statements{"SELECT 1", "SELECT 2"}));
}

TEST(SqlScript, SemicolonsInQuotesEndNothing) {
    EXPECT_EQ(split_script("SELECT 'a;b', 'it''s;', \"c;d\", [e;f]; SELECT 2"),
              (Statements{"SELECT 'a;b', 'it''s;', \"c;d\", [e;f]", "SELECT 2"}));
    EXPECT_EQ(split_script("DO $$ a; b; $$; DO $x$ a; $$ b; $x$; SELECT $1; SELECT 2"),
              (Statements{"DO $$ a; b; $$", "DO $x$ a; $$ b; $x$", "SELECT $1", "SELECT 2"}));
}

TEST(SqlScript, SemicolonsAndQuotesInCommentsCountForNothing) {
    EXPECT_EQ(split_script("-- it's; so\nSELECT 1 -- 'one;\n, 2 /* ; ' */; -- end;"),
              (Statements{"SELECT 1 -- 'one;\n, 2"}));
}

TEST(SqlScript, AnOpenQuoteReachesToTheEnd) {
    EXPECT_EQ(split_script("SELECT 'a; b"), Statements{"SELECT 'a; b"});
}

}  // namespace
}  // namespace scan
