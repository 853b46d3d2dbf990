#include "adapters/sqlserver/connection_string.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using Pairs = std::vector<ConnectionPair>;

TEST(ConnectionString, IsSplitAtItsSemicolonsOutsideOfQuotesAndBraces) {
    const auto pairs = split_connection_string(
        " ;Server = db,1433 ; User Id=u;;PWD={a;b}}c}; Database='d;e' ;Driver=\"f\"\"g\"");
    ASSERT_TRUE(pairs) << pairs.error();
    EXPECT_EQ(*pairs, (Pairs{{.key = "server", .value = "db,1433"},
                             {.key = "user id", .value = "u"},
                             {.key = "pwd", .value = "a;b}c"},
                             {.key = "database", .value = "d;e"},
                             {.key = "driver", .value = "f\"g"}}));
    EXPECT_EQ(*split_connection_string(""), Pairs{});
}

TEST(ConnectionString, MarksWhatMayBeTheRestOfAPassword) {
    const auto pairs = split_connection_string("Password=a;b=c;Server=d");
    ASSERT_TRUE(pairs) << pairs.error();
    EXPECT_TRUE((*pairs)[1].is_behind_password);
    EXPECT_FALSE((*pairs)[2].is_behind_password);
    EXPECT_FALSE((*split_connection_string("Password='a';b=c"))[1].is_behind_password);
}

TEST(ConnectionString, IsRefusedWhereAPairIsNone) {
    EXPECT_FALSE(split_connection_string("Server=db;s3cret"));
    EXPECT_FALSE(split_connection_string("Password='s3cret' x;Server=db"));
}

TEST(ConnectionString, IsToldWhateverKeyComesFirst) {
    for (const char* text :
         {"TrustServerCertificate=True;Server=db", "Persist Security Info=False;Data Source=db",
          "trust server certificate = yes;Server=db", "PWD=p;Server=db",
          "NoSuchKey=1;Server=db;Database=d", "Network Address=db;Database=d",
          "Password=p@host/x:y;Server=db", "User=u;Password=p;Server=db"}) {
        EXPECT_TRUE(is_sqlserver_string(text)) << text;
    }
    for (const char* text :
         {"host=db user=u password=p", "user=u password=p host=db", "sqlite:Server=b.db",
          "sqlite:a;Server=b.db", "postgresql://h/d?user=u;server=x", "password", ""}) {
        EXPECT_FALSE(is_sqlserver_string(text)) << text;
    }
    EXPECT_TRUE(is_sqlserver_string("Data Source=host;Database=db"));
    EXPECT_TRUE(is_sqlserver_string("DRIVER={FreeTDS};Server=host"));
    EXPECT_FALSE(is_sqlserver_string("sqlite:a=b.db"));
    EXPECT_FALSE(is_sqlserver_string("postgresql://host/db?sslmode=require"));
}

}  // namespace
}  // namespace scan
