#include <gtest/gtest.h>

#include "adapters/postgres/testing/postgres_cluster.h"
#include "adapters/postgres/testing/raw_postgres.h"
#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class WrongCredentials : public EndToEnd {
protected:
    const Arguments source_ = {"--parcels", "50", "--events", "200"};
    FeedServerProcess server_{folder_.path(), source_ + Arguments{"--bearer-token", "right"}};

    Arguments flags(const std::string& retry_delay_max) const {
        return worker_flags(server_.url(), {{"feed-auth", "bearer"},
                                            {"feed-token-file", "token"},
                                            {"feed-retry-delay-max", retry_delay_max}});
    }
};

TEST_F(WrongCredentials, AreAnErrorThatNamesTheSettingAndNoHammering) {
    write_file(folder_ / "token", "wrong");
    const Finished end =
        run(Arguments{"run", "--until-caught-up", "--timeout", "4s"} + flags("1s"));
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("Z ERROR "), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("feed.token"), std::string::npos) << end.errors;
    EXPECT_NE(end.errors.find("401"), std::string::npos) << end.errors;
    EXPECT_EQ(end.errors.find("wrong"), std::string::npos) << "tells the secret: " << end.errors;
    // One at the start, one each second, and perhaps one more at the end.
    const std::uint64_t requests = server_.stop();
    EXPECT_GE(requests, 2u);
    EXPECT_LE(requests, 6u);
}

TEST_F(WrongCredentials, AreReadAgainSoThatAMendedFileIsEnough) {
    write_file(folder_ / "token", "wrong");
    Process process(launch(Arguments{"run", "--until-caught-up"} + flags("500ms")));
    ASSERT_TRUE(process.wait_for([&] { return process.has_logged("feed.token"); }, kPatience))
        << process.errors();
    EXPECT_EQ(parcels(), 0);
    write_file(folder_ / "token", "right");
    EXPECT_EQ(process.wait(kPatience), 0) << process.errors();
    EXPECT_TRUE(process.has_logged("works again")) << process.errors();
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source_)), store().parcels()),
              "");
}

class RotatedPassword : public EndToEnd {
protected:
    std::string url(const std::string& user) const {
        return postgres_url(cluster_.folder(), "postgres", user);
    }

    PostgresCluster cluster_;
};

TEST_F(RotatedPassword, CostsAReconnectAndNoRestart) {
    RawPostgres raw(url("postgres"));
    raw.execute("CREATE ROLE with_password LOGIN PASSWORD 'one'");
    raw.execute("GRANT CREATE ON SCHEMA public TO with_password");
    write_file(folder_ / "password", "one\n");
    FeedServerProcess server(folder_.path(),
                             {"--parcels", "50", "--events", "3000", "--events-per-second", "100"});
    Process worker(launch(Arguments{"run"} +
                          worker_flags(server.url(), {{"store-url", url("with_password")},
                                                      {"queue-url", url("with_password")},
                                                      {"store-password-file", "password"}})));
    const auto cursor = [&] {
        return std::stoll(
            raw.value("SELECT coalesce(max(last_event_id), 0) FROM processing_state"));
    };
    ASSERT_TRUE(worker.wait_for([&] { return worker.has_logged("begins to"); }, kPatience));
    ASSERT_TRUE(worker.wait_for(
        [&] {
            return raw.value("SELECT to_regclass('processing_state') IS NOT NULL") == "t" &&
                   cursor() > 0;
        },
        kPatience))
        << worker.errors();

    raw.execute("ALTER ROLE with_password PASSWORD 'two'");
    raw.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE usename = 'with_password'");
    ASSERT_TRUE(worker.wait_for(
        [&] {
            return worker.has_logged("28P01") ||
                   worker.has_logged("password authentication failed");
        },
        kPatience))
        << worker.errors();
    const auto before = cursor();
    write_file(folder_ / "password", R"({"username":"with_password","password":"two"})");
    EXPECT_TRUE(worker.wait_for([&] { return cursor() > before; }, kPatience)) << worker.errors();
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(kPatience), 0) << worker.errors();
}

}  // namespace
}  // namespace scan
