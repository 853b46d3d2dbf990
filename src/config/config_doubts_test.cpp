#include "config/config_doubts.h"

#include <gtest/gtest.h>

#include "config/load_config.h"

namespace scan {
namespace {

using Settings = std::map<std::string_view, std::string>;

std::vector<std::string> doubts(const Settings& settings) {
    // By environment, because a secret in a flag is a doubt of its own.
    Environment environment;
    for (const auto& [key, text] : settings)
        environment[find_setting(key)->environment_name()] = text;
    const auto loaded = load_config({}, environment);
    EXPECT_TRUE(loaded) << loaded.error();
    return loaded ? loaded->warnings : std::vector<std::string>{};
}

struct Case {
    const char* beginning;
    Settings doubtful;
    Settings fine;  // the nearest combination without a doubt
};

const std::vector<Case> kCases{
    {"feed.page_bytes_max (262143) is smaller than the largest event",
     {{"feed.page_bytes_max", "262143"}, {"feed.page_limit", "1000"}},
     {{"feed.page_bytes_max", "262144"}, {"feed.page_limit", "1000"}}},
    {"feed.page_bytes_max (16777216) may be too small for feed.page_limit (65537)",
     {{"feed.page_limit", "65537"}},
     {{"feed.page_limit", "65536"}}},
    {"feed.rate_limit (0.1) allows less than one request each feed.poll_interval",
     {{"feed.rate_limit", "0.1"}},
     {{"feed.rate_limit", "0.2"}}},
    {"feed.empty_status (429)", {{"feed.empty_status", "429"}}, {{"feed.empty_status", "404"}}},
    {"feed.url ends with feed.path",
     {{"feed.url", "https://feed.example/v1/scans/scanevents/"}},
     {{"feed.url", "https://feed.example/v1"}}},
    {"feed.token (environment SCAN_EVENT_WORKER_FEED_TOKEN) is set but not used, because feed.auth "
     "is none",
     {{"feed.token", "t"}},
     {{"feed.token", "t"}, {"feed.auth", "bearer"}}},
    {"feed.token_file (environment",
     {{"feed.token_file", "t"}},
     {{"feed.token_file", "t"}, {"feed.auth", "api_key"}}},
    {"feed.api_key_header (environment",
     {{"feed.api_key_header", "K"}, {"feed.auth", "bearer"}},
     {{"feed.api_key_header", "K"}, {"feed.auth", "api_key"}}},
    {"feed.oauth2_client_id (environment",
     {{"feed.oauth2_client_id", "id"}},
     {{"feed.oauth2_client_id", "id"}, {"feed.auth", "oauth2"}}},
    {"feed.client_key is set but not used",
     {{"feed.client_key", "k"}},
     {{"feed.client_key", "k"}, {"feed.client_cert", "c"}}},
    {"feed.ca_file is set but not used",
     {{"feed.ca_file", "c"}, {"feed.url", "http://feed.example"}},
     {{"feed.ca_file", "c"}, {"feed.url", "https://feed.example"}}},
    {"feed.allow_insecure: the feed's credential travels unencrypted",
     {{"feed.allow_insecure", "true"},
      {"feed.auth", "bearer"},
      {"feed.url", "http://feed.example"}},
     {{"feed.allow_insecure", "true"}, {"feed.auth", "bearer"}, {"feed.url", "http://127.0.0.1"}}},
    {"store.url: multisubnetfailover is not used by this worker",
     {{"store.url", "Server=db;Database=d;User Id=u;MultiSubnetFailover=True"}},
     {{"store.url", "Server=db;Database=d;User Id=u;MultiSubnetFailover=False"}}},
    {"store.password_file is set but not used, because store.url needs no password",
     {{"store.password_file", "p"}},
     {{"store.password_file", "p"}, {"store.url", "postgresql://w@localhost/d"}}},
    {"queue.password_file is set but not used",
     {{"queue.password_file", "p"}, {"queue.url", "http://127.0.0.1:9324/1/q"}},
     {{"queue.password_file", "p"}, {"queue.url", "sqlserver://w@db/d"}}},
    {"queue.visibility_timeout (19s) is shorter than twice store.timeout (10s)",
     {{"queue.visibility_timeout", "19s"}},
     {{"queue.visibility_timeout", "20s"}}},
    {"lease.duration (14s) is shorter than one and a half store.timeout (10s)",
     {{"lease.duration", "14s"}},
     {{"lease.duration", "15s"}}},
    {"shutdown.grace (9s) is shorter than store.timeout (10s)",
     {{"shutdown.grace", "9s"}},
     {{"shutdown.grace", "10s"}}},
    {"queue.receive_count_max (1)",
     {{"queue.receive_count_max", "1"}},
     {{"queue.receive_count_max", "2"}}},
    {"processor.batch_events_max (999) is smaller than queue.events_per_message (1000)",
     {{"processor.batch_events_max", "999"}},
     {{"processor.batch_events_max", "1000"}}},
    {"queue.url and store.url are the same file",
     {{"queue.url", "sqlite:store.db"}},
     {{"queue.url", "sqlite:other.db"}}},
};

TEST(ConfigDoubts, AreOneLineEachForACombinationThatIsProbablyNotMeant) {
    for (const Case& row : kCases) {
        const auto lines = doubts(row.doubtful);
        ASSERT_EQ(lines.size(), 1u) << row.beginning;
        EXPECT_TRUE(lines.front().starts_with(row.beginning)) << lines.front();
        EXPECT_EQ(lines.front().find('\n'), std::string::npos);
    }
}

TEST(ConfigDoubts, AreNoneForTheNearestSoundCombination) {
    for (const Case& row : kCases) {
        const auto lines = doubts(row.fine);
        EXPECT_TRUE(lines.empty()) << lines.front();
    }
}

TEST(ConfigDoubts, AreNoneForALateScanThatIsOff) {
    EXPECT_TRUE(doubts({{"feed.late_window", "0s"}}).empty());
    EXPECT_TRUE(doubts({{"feed.late_scan_interval", "0s"}}).empty());
    EXPECT_TRUE(doubts({{"feed.late_scan_interval", "61s"}}).empty());
}

TEST(ConfigDoubts, AreNoneForOneServerThatKeepsQueueAndStore) {
    EXPECT_TRUE(doubts({{"queue.url", "postgresql://worker:s3cret@db/scans?sslmode=verify-full"},
                        {"store.url", "postgresql://worker:s3cret@db/scans?sslmode=verify-full"}})
                    .empty());
}

TEST(ConfigDoubts, WarnOfADatabaseThatMayBeReachedWithoutEncryption) {
    const std::string url = "postgresql://worker@db/scans";
    const auto of_both = doubts({{"queue.url", url}, {"store.url", url}});
    ASSERT_EQ(of_both.size(), 1u) << "said once of one server";
    EXPECT_TRUE(of_both.front().starts_with("queue.url: with sslmode=prefer the connection may be"))
        << of_both.front();
    const auto of_store = doubts({{"store.url", url}});
    ASSERT_EQ(of_store.size(), 1u);
    EXPECT_TRUE(of_store.front().starts_with("store.url: with sslmode=prefer")) << of_store.front();
}

TEST(ConfigDoubts, WarnOfAUrlWithAPasswordInTheListOfProcesses) {
    const auto loaded = load_config(
        {std::nullopt, {{"store.url", "postgresql://worker:s3cret@db/scans?sslmode=verify-full"}}},
        {});
    ASSERT_TRUE(loaded) << loaded.error();
    ASSERT_EQ(loaded->warnings.size(), 1u);
    EXPECT_TRUE(loaded->warnings.front().starts_with("store.url is a flag with a password"))
        << loaded->warnings.front();
    EXPECT_EQ(loaded->warnings.front().find("s3cret"), std::string::npos);
}

TEST(ConfigDoubts, WarnOfASecretInTheListOfProcesses) {
    const auto loaded =
        load_config({std::nullopt, {{"feed.token", "s3cret"}, {"feed.auth", "bearer"}}}, {});
    ASSERT_TRUE(loaded) << loaded.error();
    ASSERT_EQ(loaded->warnings.size(), 1u);
    EXPECT_TRUE(loaded->warnings.front().starts_with("feed.token is a flag"))
        << loaded->warnings.front();
    EXPECT_EQ(loaded->warnings.front().find("s3cret"), std::string::npos);
}

}  // namespace
}  // namespace scan
