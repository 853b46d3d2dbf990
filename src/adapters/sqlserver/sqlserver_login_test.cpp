#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/sqlserver/sqlserver_dialect.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/fake_sqlserver.h"
#include "adapters/sqlserver/testing/tcp_relay.h"

namespace scan {
namespace {

constexpr int kNoSuchDatabase = 4060;

class SqlServerLogin : public testing::Test {
protected:
    static SqlServerAddress address_of(const FakeSqlServer& server) {
        return {.host = "localhost",
                .port = server.port(),
                .database = "ScanEvents",
                .user = "worker",
                .password = "s3cret",
                .encrypt = false};
    }

    std::unique_ptr<SqlEngine> engine(const FakeSqlServer& server, bool migrate = true) {
        return make_sqlserver_engine(
            {.address = address_of(server), .engine = {.migrate = migrate}}, clock_);
    }

    SystemClock clock_;
};

TEST_F(SqlServerLogin, NamesTheServerAsItIsAddressedAndTheProgramWithItsVersion) {
    const FakeSqlServer server([](const FakeSqlServer::Login&) { return 18456; });
    EXPECT_FALSE(engine(server)->parcel_store()->ping());
    ASSERT_EQ(server.logins().size(), 1u);
    const FakeSqlServer::Login login = server.logins().front();
    EXPECT_EQ(login.server, "localhost," + std::to_string(server.port()));
    EXPECT_TRUE(login.application.starts_with("scan-event-worker ")) << login.application;
    EXPECT_EQ(login.user, "worker");
    EXPECT_EQ(login.database, "ScanEvents");
}

TEST_F(SqlServerLogin, SaysTheApplicationNameThatItIsGiven) {
    const FakeSqlServer server([](const FakeSqlServer::Login&) { return 18456; });
    SqlServerAddress address = address_of(server);
    address.application_name = "night shift";
    EXPECT_FALSE(make_sqlserver_engine({.address = address}, clock_)->parcel_store()->ping());
    ASSERT_EQ(server.logins().size(), 1u);
    EXPECT_EQ(server.logins().front().application, "night shift");
}

TEST_F(SqlServerLogin, SetsUpItsSessionWhateverTheServersDefaultsAre) {
    const FakeSqlServer server([](const FakeSqlServer::Login&) { return 0; });
    (void)engine(server, false)->parcel_store()->ping();
    const std::string statements = server.statements();
    for (const char* setting :
         {"SET XACT_ABORT ON", "SET NOCOUNT OFF", "ANSI_WARNINGS", "QUOTED_IDENTIFIER ON",
          "SET NUMERIC_ROUNDABORT OFF", "SET IMPLICIT_TRANSACTIONS OFF",
          "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"}) {
        EXPECT_NE(statements.find(setting), std::string::npos) << setting << "\n" << statements;
    }
}

TEST_F(SqlServerLogin, AnErrorOfTheLoginSaysWhetherToComeAgain) {
    for (const auto& [number, code] :
         {std::pair(18456, ErrorCode::denied), std::pair(kNoSuchDatabase, ErrorCode::denied),
          std::pair(40613, ErrorCode::transient), std::pair(983, ErrorCode::transient),
          std::pair(4221, ErrorCode::transient), std::pair(18401, ErrorCode::transient)}) {
        const FakeSqlServer server([number](const FakeSqlServer::Login&) { return number; });
        const auto ping = engine(server, false)->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, code) << number << ' ' << ping.error().message;
        EXPECT_NE(ping.error().message.find("error " + std::to_string(number)), std::string::npos)
            << ping.error().message;
    }
}

TEST_F(SqlServerLogin, AMissingDatabaseIsCreatedOnlyByWhoeverMayMigrate) {
    for (const bool may_migrate : {false, true}) {
        std::vector<std::string> notices;
        const FakeSqlServer server([](const FakeSqlServer::Login& login) {
            return login.database == "ScanEvents" ? kNoSuchDatabase : 0;
        });
        const auto ping =
            make_sqlserver_engine(
                {.address = address_of(server),
                 .engine = {.migrate = may_migrate,
                            .notice = [&](const auto& line) { notices.push_back(line); }}},
                clock_)
                ->parcel_store()
                ->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
        EXPECT_EQ(notices.size(), may_migrate ? 1u : 0u);
        EXPECT_EQ(server.statements().find("CREATE DATABASE [ScanEvents]") != std::string::npos,
                  may_migrate)
            << server.statements();
    }
}

// A server whose tables are there, and which answers one more statement by `number`.
std::function<std::optional<int>(std::string_view)> with_tables(Schema schema,
                                                                std::string_view statement,
                                                                int number) {
    const SqlServerDialect dialect({.host = "localhost"}, std::chrono::seconds(10));
    const int version = static_cast<int>(dialect.migrations(schema).size());
    return [=](std::string_view text) -> std::optional<int> {
        if (text.contains(statement)) return number;
        if (text.contains("sys.tables")) return 1;
        if (text.contains("MAX(Version)")) return version;
        return std::nullopt;
    };
}

TEST_F(SqlServerLogin, ADatabaseOfAnOldCompatibilityLevelIsRefusedWithTheStatementThatRaisesIt) {
    const FakeSqlServer server([](const FakeSqlServer::Login&) { return 0; },
                               with_tables(Schema::store, "compatibility_level", 110));
    const auto ping = engine(server, false)->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_NE(ping.error().message.find("compatibility level 110"), std::string::npos)
        << ping.error().message;
    EXPECT_NE(ping.error().message.find("SET COMPATIBILITY_LEVEL = 130"), std::string::npos);
}

TEST_F(SqlServerLogin, AServerWhoseOpenjsonChangesTextsIsNoQueue) {
    for (const int keeps_texts : {0, 1}) {
        const FakeSqlServer server([](const FakeSqlServer::Login&) { return 0; },
                                   with_tables(Schema::queue, "REPLICATE", keeps_texts));
        const auto depth = engine(server, false)->queue(3)->depth();
        EXPECT_EQ(depth.has_value(), keeps_texts == 1);
        if (depth) continue;
        EXPECT_EQ(depth.error().code, ErrorCode::denied);
        EXPECT_NE(depth.error().message.find("no queue"), std::string::npos)
            << depth.error().message;
    }
}

// A password that is kept in a file and changed while the worker runs.
class SqlServerPasswordFile : public SqlServerLogin {
protected:
    ~SqlServerPasswordFile() override { std::filesystem::remove(path_); }

    void write(const std::string& text) const { std::ofstream(path_) << text; }

    std::unique_ptr<SqlEngine> engine_at(std::uint16_t port) {
        SqlServerAddress address = address_of(server_);
        address.port = port;
        address.password = "";
        return make_sqlserver_engine(
            {.address = address, .password_file = path_, .engine = {.migrate = false}}, clock_);
    }

    std::string last_login() const {
        const auto logins = server_.logins();
        return logins.empty() ? "" : logins.back().user + "/" + logins.back().password;
    }

    const std::string path_ =
        (std::filesystem::temp_directory_path() / ("password_" + std::to_string(::getpid())))
            .string();
    std::atomic<const char*> right_ = "one";
    const FakeSqlServer server_{[this](const FakeSqlServer::Login& login) {
                                    return login.password == right_.load() ? 0 : 18456;
                                },
                                with_tables(Schema::store, "no such statement", 0)};
};

TEST_F(SqlServerPasswordFile, IsReadAnewForEachSession) {
    TcpRelay relay("127.0.0.1", server_.port());
    write("one\n");
    const auto own = engine_at(relay.port());
    const auto store = own->parcel_store();
    (void)store->ping();
    EXPECT_EQ(last_login(), "worker/one");

    right_ = "two; {";
    relay.cut();
    for (int i = 0; i < 2; ++i) (void)store->ping();
    const auto refused = store->ping();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::denied) << refused.error().message;

    write(R"({"username":"night worker","password":"two; {"})");
    (void)store->ping();
    EXPECT_EQ(last_login(), "night worker/two; {");
}

TEST_F(SqlServerPasswordFile, ThatCannotBeUsedIsDeniedBeforeTheServerIsAsked) {
    for (const char* text : {"", "two\nlines", "a;b}c"}) {
        write(text);
        const auto ping = engine_at(server_.port())->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
        EXPECT_EQ(ping.error().message.find("b}c"), std::string::npos) << ping.error().message;
    }
    EXPECT_EQ(last_login(), "");
}

TEST_F(SqlServerLogin, SaysWhyItCannotConnect) {
    struct Row {
        SqlServerAddress address;
        ErrorCode code;
        const char* reason;
    };
    const FakeSqlServer plain([](const FakeSqlServer::Login&) { return 0; });
    SqlServerAddress verified = address_of(plain);
    verified.encrypt = true;
    SqlServerAddress unknown = verified;
    unknown.host = "no-such-host.invalid";
    SqlServerAddress closed = verified;
    closed.port = 1;
    SqlServerAddress no_ca = verified;
    no_ca.ca_file = "/no/such/ca.pem";
    SqlServerAddress bad_ca = verified;
    bad_ca.ca_file = "/proc/self/status";
    for (const Row& row :
         {Row{unknown, ErrorCode::transient, "the host no-such-host.invalid is not known"},
          Row{closed, ErrorCode::transient, "nothing answers at the server's port"},
          Row{no_ca, ErrorCode::denied, "its ca_file /no/such/ca.pem cannot be read: No such file"},
          Row{bad_ca, ErrorCode::denied, "holds no certificate in PEM"},
          Row{verified, ErrorCode::transient, "certificate may not be a trusted one"}}) {
        const auto ping =
            make_sqlserver_engine({.address = row.address}, clock_)->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, row.code) << ping.error().message;
        EXPECT_NE(ping.error().message.find(row.reason), std::string::npos) << ping.error().message;
    }
}

}  // namespace
}  // namespace scan
