#include "adapters/postgres/postgres_address.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace scan {
namespace {

PostgresAddress address(std::string_view url) {
    const auto parsed = PostgresAddress::parse(url);
    EXPECT_TRUE(parsed) << url << ": " << parsed.error();
    return parsed.value_or(PostgresAddress());
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST(PostgresAddress, ShowsNoPassword) {
    struct Row {
        const char* url;
        const char* text;
    };
    for (const Row& row :
         {Row{"postgresql://worker:s3cret@db:5433/scans?sslmode=verify-full",
              "postgresql://worker:***@db:5433/scans?sslmode=verify-full"},
          Row{"postgres://worker:s3:cr%40et@db", "postgres://worker:***@db"},
          Row{"postgresql://worker@db/scans?password=s3cret&sslmode=require",
              "postgresql://worker@db/scans?password=***&sslmode=require"},
          Row{"postgresql://db/scans?sslpassword=s3cret", "postgresql://db/scans?sslpassword=***"},
          Row{"postgresql://worker:s3cret?x@db/scans?sslmode=require&password=s3",
              "postgresql://worker:***@db/scans?sslmode=require&password=***"},
          Row{"postgresql://worker@db?p%61ssword=s3cret&application_name=x",
              "postgresql://worker@db?p%61ssword=***&application_name=x"},
          Row{"postgresql://db/scans?application_name=a:b@c",
              "postgresql://db/scans?application_name=a:b@c"},
          Row{"postgresql://db:5433,[::1]:5434/scans", "postgresql://db:5433,[::1]:5434/scans"},
          Row{"postgresql:///scans?host=/run/postgresql",
              "postgresql:///scans?host=/run/postgresql"},
          Row{"postgresql://", "postgresql://"}}) {
        EXPECT_EQ(address(row.url).text(), row.text);
        EXPECT_FALSE(contains(address(row.url).location(), "s3")) << row.url;
    }
}

TEST(PostgresAddress, RefusesWhatLibpqDoesNotUnderstandOrHidesAPasswordInWithoutRepeatingIt) {
    for (const char* url :
         {"postgresql:scans", "host=db password=s3cret", "postgresql://u:s3cret@db/?sslmod=require",
          "postgresql://u:s3cret%zz@db", "postgresql://[::1/s3cret",
          "postgresql://[::1?]/scans?password=s3cret"}) {
        const auto parsed = PostgresAddress::parse(url);
        ASSERT_FALSE(parsed) << url;
        EXPECT_FALSE(contains(parsed.error(), "s3cret")) << parsed.error();
    }
}

TEST(PostgresAddress, RefusesAPortThatIsNone) {
    for (const char* url : {"postgresql://db:abc/scans", "postgresql://db:99999/scans",
                            "postgresql://a:5432,b:0/scans", "postgresql://db/scans?port=1x"}) {
        const auto parsed = PostgresAddress::parse(url);
        ASSERT_FALSE(parsed) << url;
        EXPECT_TRUE(contains(parsed.error(), "port")) << parsed.error();
    }
    EXPECT_TRUE(PostgresAddress::parse("postgresql://a,b:5433/scans"));
}

TEST(PostgresAddress, LimitsHowLongASilentNetworkIsWaitedFor) {
    const std::string given =
        address("postgresql://db/scans").connect_string(std::chrono::seconds(10));
    EXPECT_TRUE(contains(given, "connect_timeout='5'")) << given;
    EXPECT_TRUE(contains(given, "tcp_user_timeout='5000'")) << given;
    EXPECT_TRUE(contains(given, "dbname='scans'")) << given;
    EXPECT_TRUE(contains(address("postgresql://db").connect_string(std::chrono::milliseconds(100)),
                         "connect_timeout='2'"));
}

TEST(PostgresAddress, LeavesToTheUrlAndTheEnvironmentWhatTheySay) {
    const std::string by_url = address("postgresql://db/scans?connect_timeout=7&password=a'b\\c")
                                   .connect_string(std::chrono::seconds(10));
    EXPECT_TRUE(contains(by_url, "connect_timeout='7'")) << by_url;
    EXPECT_TRUE(contains(by_url, R"(password='a\'b\\c')")) << by_url;

    ::setenv("PGCONNECT_TIMEOUT", "9", 1);
    ::setenv("PGHOST", "elsewhere", 1);
    const PostgresAddress bare = address("postgresql:///scans");
    const std::string by_environment = bare.connect_string(std::chrono::seconds(10));
    EXPECT_FALSE(contains(by_environment, "connect_timeout")) << by_environment;
    EXPECT_EQ(bare.location(), "PostgreSQL database scans at elsewhere:5432");
    ::unsetenv("PGCONNECT_TIMEOUT");
    ::unsetenv("PGHOST");
}

TEST(PostgresAddress, OfSeveralHostsTheOneThatTakesWritesIsMeant) {
    const auto given = [](std::string_view url) {
        return address(url).connect_string(std::chrono::seconds(10));
    };
    EXPECT_TRUE(contains(given("postgresql://a,b/scans"), "target_session_attrs='read-write'"));
    EXPECT_TRUE(contains(given("postgresql:///scans?hostaddr=10.0.0.1,10.0.0.2"),
                         "target_session_attrs='read-write'"));
    EXPECT_FALSE(contains(given("postgresql://a/scans"), "target_session_attrs"));
    EXPECT_FALSE(contains(given("postgresql://a,b/scans?target_session_attrs=any"), "read-write"));
    ::setenv("PGTARGETSESSIONATTRS", "any", 1);
    EXPECT_FALSE(contains(given("postgresql://a,b/scans"), "read-write"));
    ::unsetenv("PGTARGETSESSIONATTRS");
}

TEST(PostgresAddress, TellsIfWhatIsSentMayBeReadOnItsWay) {
    struct Row {
        const char* url;
        const char* mode;
    };
    for (const Row& row :
         {Row{"postgresql://db.example/scans", "prefer"},
          Row{"postgresql://db.example/scans?sslmode=disable", "disable"},
          Row{"postgresql://localhost,db.example/scans", "prefer"},
          Row{"postgresql://db.example/scans?sslmode=require", ""},
          Row{"postgresql://db.example/scans?sslmode=verify-full", ""},
          Row{"postgresql://localhost/scans", ""}, Row{"postgresql://127.0.0.1,[::1]/scans", ""},
          Row{"postgresql:///scans?host=/run/postgresql", ""}, Row{"postgresql:///scans", ""}}) {
        EXPECT_EQ(address(row.url).open_transport(), row.mode) << row.url;
    }
}

}  // namespace
}  // namespace scan
