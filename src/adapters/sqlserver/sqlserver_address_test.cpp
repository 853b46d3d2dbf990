#include "adapters/sqlserver/sqlserver_address.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(SqlServerAddress, ReadsUrlsAndConnectionStringsAlike) {
    const SqlServerAddress expected{.host = "db.example",
                                    .port = 1444,
                                    .database = "ScanEvents",
                                    .user = "worker",
                                    .password = "s3;cr}et",
                                    .encrypt = true,
                                    .trust_server_certificate = true};
    for (const char* text :
         {"sqlserver://worker:s3%3Bcr%7Det@db.example:1444/ScanEvents?encrypt=require&"
          "trust_server_certificate=true",
          "Server=tcp:db.example,1444;Initial Catalog=ScanEvents;User "
          "ID=worker;Password='s3;cr}et';"
          "Encrypt=True;TrustServerCertificate=True;MultipleActiveResultSets=False;",
          "Driver={FreeTDS}; SERVER=db.example; Port=1444; Database=ScanEvents; UID=worker;"
          "PWD={s3;cr}}et}; TrustServerCertificate=yes"}) {
        const auto address = SqlServerAddress::parse(text);
        ASSERT_TRUE(address) << text << ": " << address.error();
        EXPECT_EQ(*address, expected) << text;
        EXPECT_EQ(address->text(),
                  "sqlserver://worker:***@db.example:1444/ScanEvents?encrypt=require&"
                  "trust_server_certificate=true");
    }
}

TEST(SqlServerAddress, IsReadBackFromItsOwnText) {
    const auto address = SqlServerAddress::parse(
        "Server=db,1444;Database=Scan Events/2026;User Id=domain\\worker@home;Driver=ODBC Driver "
        "18 "
        "for SQL Server;TrustServerCertificate=true");
    ASSERT_TRUE(address) << address.error();
    EXPECT_EQ(address->text(),
              "sqlserver://domain%5Cworker%40home@db:1444/Scan%20Events%2F2026?encrypt=require&"
              "trust_server_certificate=true&driver=ODBC%20Driver%2018%20for%20SQL%20Server");
    const auto again = SqlServerAddress::parse(address->text());
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(*again, *address);
}

TEST(SqlServerAddress, VerifiesTheServerUnlessItIsToldNotTo) {
    const auto address = SqlServerAddress::parse("sqlserver://worker@db/ScanEvents");
    ASSERT_TRUE(address) << address.error();
    EXPECT_EQ(address->port, 1433);
    EXPECT_TRUE(address->encrypt);
    EXPECT_FALSE(address->trust_server_certificate);
}

TEST(SqlServerAddress, RefusesAnotherHostInPlainTextUnlessItIsTrusted) {
    EXPECT_FALSE(SqlServerAddress::parse("sqlserver://worker@db/ScanEvents?encrypt=off"));
    EXPECT_FALSE(SqlServerAddress::parse("Server=db;Database=d;User Id=u;Encrypt=false"));
    EXPECT_FALSE(SqlServerAddress::parse("sqlserver://worker@127.example/ScanEvents?encrypt=off"));
    EXPECT_TRUE(SqlServerAddress::parse(
        "sqlserver://worker@db/ScanEvents?encrypt=off&trust_server_certificate=true"));
    for (const char* host : {"localhost", "127.0.0.1"}) {
        EXPECT_TRUE(SqlServerAddress::parse("sqlserver://worker@" + std::string(host) +
                                            "/ScanEvents?encrypt=off"));
    }
}

TEST(SqlServerAddress, RefusesWhatItCannotReadWithoutRepeatingIt) {
    for (const char* text :
         {"sqlserver://u:s3cret@/db", "sqlserver://u:s3cret@host", "sqlserver://:s3cret@host/db",
          "sqlserver://u:s3cret@host:0/db", "sqlserver://u:s3cret@host/d%0db",
          "sqlserver://u%00:s3cret@host/db", "sqlserver://u:s3cret@host name/db",
          "sqlserver://u:s3cret%@host/db", "sqlserver://u:s3cret@host/db?encript=require",
          "sqlserver://u:s3cret@host/db?encrypt=maybe",
          "Server=host\\instance;Database=db;User Id=u;Password=s3cret",
          "Server=host;Database=db;Integrated Security=true", "Server=host;Database=db;s3cret",
          "Server=host;Database=db;User Id=u;Password='s3cret' x", ""}) {
        const auto address = SqlServerAddress::parse(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().find("s3cret"), std::string::npos) << address.error();
    }
}

TEST(SqlServerAddress, TellsAConnectionStringByItsFirstKey) {
    EXPECT_TRUE(SqlServerAddress::is_connection_string("Data Source=host;Database=db"));
    EXPECT_TRUE(SqlServerAddress::is_connection_string("DRIVER={FreeTDS};Server=host"));
    EXPECT_FALSE(SqlServerAddress::is_connection_string("sqlite:a=b.db"));
    EXPECT_FALSE(SqlServerAddress::is_connection_string("postgresql://host/db?sslmode=require"));
}

}  // namespace
}  // namespace scan
