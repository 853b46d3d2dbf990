#include "adapters/sqlserver/sqlserver_address.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

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

TEST(SqlServerAddress, NamesTheKeyThatItRefuses) {
    struct Row {
        const char* pair;
        const char* error;
    };
    for (const Row& row :
         {Row{"NoSuchKey=1", "an unknown key \"nosuchkey\""},
          Row{"Encript=True", "an unknown key \"encript\""},
          Row{"ApplicationIntent=ReadOnly",
              "applicationintent is not readwrite, and the worker writes"},
          Row{"Authentication=ActiveDirectoryPassword",
              "authentication is not supported but as SqlPassword"},
          Row{"Integrated Security=SSPI",
              "integrated security is not supported; give a user and a password"},
          Row{"HostNameInCertificate=other.example",
              "hostnameincertificate is another name than the host: connect by the name in the "
              "certificate"},
          Row{"AttachDbFilename=x.mdf", "attachdbfilename is not supported"},
          Row{"Column Encryption Setting=Enabled", "column encryption setting is not supported"}}) {
        for (const std::string& text :
             {std::string(row.pair) + ";Server=db;Database=d;User Id=u;Password=s3cret",
              std::string("Server=db;Database=d;User Id=u;Password=\"s3cret\";") + row.pair}) {
            const auto address = SqlServerAddress::parse(text);
            ASSERT_FALSE(address) << text;
            EXPECT_EQ(address.error(), row.error) << text;
        }
    }
    EXPECT_EQ(SqlServerAddress::parse("sqlserver://u:s3cret@db/d?encript=require").error(),
              "an unknown key \"encript\"");
}

TEST(SqlServerAddress, TakesNoPartOfAPasswordForAKeyToName) {
    for (const char* text :
         {"Server=db;Database=d;User Id=u;Password=a;s3cret=b", "sqlserver://u:a?s3cret=b@db/d",
          "Server=db;Database=d;PWD=a;s3cret=;Encrypt=True", "sqlserver://u:a?s3cret@db/d"}) {
        const auto address = SqlServerAddress::parse(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().find("s3cret"), std::string::npos) << address.error();
    }
}

TEST(SqlServerAddress, TakesWhatMeansNothingHereAndKeepsInMindWhatOneCouldRelyOn) {
    const auto address = SqlServerAddress::parse(
        "Server=db;Database=d;User Id=u;Password=p;ApplicationIntent=ReadWrite;"
        "MultiSubnetFailover=True;ConnectRetryCount=3;ConnectRetryInterval=10;Pooling=True;"
        "HostNameInCertificate=DB;Authentication=SqlPassword;Application Name=night shift;"
        "Integrated Security=False;Failover Partner=");
    ASSERT_TRUE(address) << address.error();
    EXPECT_EQ(address->ignored,
              (std::vector<std::string>{"multisubnetfailover", "connectretrycount",
                                        "connectretryinterval"}));
    EXPECT_EQ(address->application_name, "night shift");
    const auto again = SqlServerAddress::parse(address->text());
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(again->application_name, "night shift");
}

TEST(SqlServerAddress, AHostOfAUrlMayBeCalledAsAProtocolIs) {
    for (const char* host : {"np", "lpc", "admin", "via", "tcp"}) {
        const std::string url = fmt::format("sqlserver://worker@{}:1433/ScanEvents", host);
        const auto address = SqlServerAddress::parse(url);
        ASSERT_TRUE(address) << url << ": " << address.error();
        EXPECT_EQ(address->host, host);
        EXPECT_EQ(SqlServerAddress::parse(address->text()), *address);
    }
    EXPECT_FALSE(SqlServerAddress::parse("sqlserver://worker@np:db:1433/ScanEvents"));
    EXPECT_FALSE(SqlServerAddress::parse("sqlserver://worker@tcp:np:db:1433/ScanEvents"));
    const auto behind_protocol =
        SqlServerAddress::parse("sqlserver://worker@tcp:db:1433/ScanEvents");
    ASSERT_TRUE(behind_protocol) << behind_protocol.error();
    EXPECT_EQ(behind_protocol->host, "db");
    const auto sixth = SqlServerAddress::parse("sqlserver://worker@[::1]:1433/ScanEvents");
    ASSERT_TRUE(sixth) << sixth.error();
    EXPECT_EQ(sixth->host, "[::1]");
}

TEST(SqlServerAddress, KnowsTheNamesOfThisMachineAndRefusesOtherProtocolsByName) {
    for (const char* server : {"(local)", ".", "tcp:(local)", "(local),1433", "tcp:.,1433"}) {
        const auto address = SqlServerAddress::parse("Database=d;User Id=u;Encrypt=no;Server=" +
                                                     std::string(server));
        ASSERT_TRUE(address) << server << ": " << address.error();
        EXPECT_EQ(address->host, "localhost") << server;
        EXPECT_EQ(address->port, 1433) << server;
    }
    for (const char* server : {"np:db", "lpc:db", "admin:db", "NP:\\\\db\\pipe\\sql\\query"}) {
        const auto address =
            SqlServerAddress::parse("Database=d;User Id=u;Server=" + std::string(server));
        ASSERT_FALSE(address) << server;
        EXPECT_NE(address.error().find("only tcp:"), std::string::npos) << address.error();
    }
    EXPECT_NE(SqlServerAddress::parse("Database=d;User Id=u;Server=(localdb)\\v11.0").error(), "");
}

}  // namespace
}  // namespace scan
