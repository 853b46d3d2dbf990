#include <gtest/gtest.h>

#include <fstream>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_cluster.h"
#include "adapters/postgres/testing/raw_postgres.h"

namespace scan {
namespace {

// A password that is kept in a file and changed while the worker runs.
class PostgresLogin : public testing::Test {
protected:
    PostgresLogin() {
        raw_.execute("CREATE ROLE with_password LOGIN PASSWORD 'one'");
        raw_.execute("GRANT CREATE ON SCHEMA public TO with_password");
    }

    void write(const std::string& text) const { std::ofstream(path_) << text; }

    std::unique_ptr<SqlEngine> engine(const std::string& user) {
        return make_postgres_engine(
            {.address = *PostgresAddress::parse(postgres_url(cluster_.folder(), "postgres", user)),
             .password_file = path_},
            clock_);
    }

    void end_sessions() {
        raw_.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE application_name = 'scan-event-worker'");
    }

    PostgresCluster cluster_;
    RawPostgres raw_{postgres_url(cluster_.folder(), "postgres")};
    const std::string path_ = (cluster_.folder() / "password").string();
    SystemClock clock_;
};

TEST_F(PostgresLogin, ReadsThePasswordFileAnewForEachSession) {
    write("one\n");
    const auto own = engine("with_password");
    const auto store = own->parcel_store();
    auto ping = store->ping();
    ASSERT_TRUE(ping) << ping.error().message;

    raw_.execute("ALTER ROLE with_password PASSWORD 't''w\\o'");
    EXPECT_TRUE(store->ping()) << "a session that is open stays";
    end_sessions();
    for (int i = 0; i < 2; ++i) {
        ping = store->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
        EXPECT_EQ(ping.error().message.find("one"), std::string::npos) << ping.error().message;
    }

    write("t'w\\o");
    ping = store->ping();
    EXPECT_TRUE(ping) << ping.error().message;
}

TEST_F(PostgresLogin, TakesTheUserOfAPasswordFileThatNamesOne) {
    write(R"({"username":"with_password","password":"one","host":"another"})");
    for (const char* user : {"nobody_known", "postgres"}) {
        const auto ping = engine(user)->parcel_store()->ping();
        EXPECT_TRUE(ping) << ping.error().message;
    }
    EXPECT_EQ(raw_.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND "
                         "tableowner <> 'with_password'"),
              "0");
}

TEST_F(PostgresLogin, IsDeniedWithoutAUsablePasswordFile) {
    for (const char* text : {"", "{"}) {
        write(text);
        const auto ping = engine("with_password")->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
        EXPECT_NE(ping.error().message.find(path_), std::string::npos) << ping.error().message;
    }
}

}  // namespace
}  // namespace scan
