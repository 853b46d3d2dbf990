#include "config/config.h"

#include <gtest/gtest.h>

#include "config/load_config.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// Every row writes the field that bears its name: each key is given a value of its own.
TEST(Config, CarriesEachSettingInItsField) {
    FlagValues flags;
    flags.settings = {{"feed.url", "http://feed.example/base/"},
                      {"feed.path", "/events"},
                      {"feed.page_limit", "100000"},
                      {"feed.parallel_requests", "3"},
                      {"feed.poll_interval", "1s"},
                      {"feed.timeout", "2s"},
                      {"feed.retry_delay_max", "3s"},
                      {"feed.rate_limit", "2.5"},
                      {"feed.first_event_id", "9223372036854775807"},
                      {"feed.late_window", "4s"},
                      {"feed.late_scan_interval", "0s"},
                      {"feed.empty_status", "404"},
                      {"feed.page_bytes_max", "1GiB"},
                      {"feed.auth", "api_key"},
                      {"feed.token", "t"},
                      {"feed.api_key_header", "X-Key"},
                      {"feed.oauth2_token_url", "https://issuer.example"},
                      {"feed.oauth2_client_id", "id"},
                      {"feed.oauth2_client_secret_file", "secret.txt"},
                      {"feed.oauth2_scope", "scope"},
                      {"feed.ca_file", "ca"},
                      {"feed.client_cert", "cert"},
                      {"feed.client_key", "key"},
                      {"feed.allow_insecure", "true"},
                      {"queue.url", "sqlite:///q"},
                      {"queue.password_file", "queue password"},
                      {"queue.events_per_message", "5"},
                      {"queue.message_bytes_max", "6000"},
                      {"queue.compression", "none"},
                      {"queue.visibility_timeout", "12h"},
                      {"queue.receive_count_max", "7"},
                      {"queue.receive_wait", "8s"},
                      {"queue.depth_max", "9"},
                      {"store.url", "sqlite:s"},
                      {"store.password_file", "store password"},
                      {"store.history", "true"},
                      {"store.timeout", "11s"},
                      {"store.migrate", "false"},
                      {"processor.count", "12"},
                      {"processor.batch_events_max", "13"},
                      {"worker.role", "poll"},
                      {"lease.duration", "14s"},
                      {"shutdown.grace", "15s"},
                      {"log.level", "error"},
                      {"log.format", "json"}};
    const auto loaded = load_config(flags, {});
    ASSERT_TRUE(loaded) << loaded.error();
    const FeedConfig& feed = loaded->config.feed;
    EXPECT_EQ(feed.url, "http://feed.example/base");
    EXPECT_EQ(feed.path, "/events");
    EXPECT_EQ(feed.page_limit, 100'000u);
    EXPECT_EQ(feed.parallel_requests, 3u);
    EXPECT_EQ(feed.poll_interval, 1s);
    EXPECT_EQ(feed.timeout, 2s);
    EXPECT_EQ(feed.retry_delay_max, 3s);
    EXPECT_EQ(feed.rate_limit, 2.5);
    EXPECT_EQ(feed.first_event_id.value, 9223372036854775807);
    EXPECT_EQ(feed.late_window, 4s);
    EXPECT_EQ(feed.late_scan_interval, 0s);
    EXPECT_EQ(feed.empty_status, 404);
    EXPECT_EQ(feed.page_bytes_max, 1u << 30);
    EXPECT_EQ(feed.auth, FeedAuth::api_key);
    EXPECT_EQ(feed.token.read().value(), "t");
    EXPECT_EQ(feed.api_key_header, "X-Key");
    EXPECT_EQ(feed.oauth2_token_url, "https://issuer.example");
    EXPECT_EQ(feed.oauth2_client_id, "id");
    EXPECT_EQ(feed.oauth2_client_secret.path(), "secret.txt");
    EXPECT_EQ(feed.oauth2_scope, "scope");
    EXPECT_EQ(feed.ca_file, "ca");
    EXPECT_EQ(feed.client_cert, "cert");
    EXPECT_EQ(feed.client_key, "key");
    EXPECT_TRUE(feed.allow_insecure);
    const QueueConfig& queue = loaded->config.queue;
    EXPECT_EQ(queue.url.path, "/q");
    EXPECT_EQ(queue.password_file, "queue password");
    EXPECT_EQ(queue.events_per_message, 5u);
    EXPECT_EQ(queue.message_bytes_max, 6000u);
    EXPECT_EQ(queue.compression, QueueCompression::none);
    EXPECT_EQ(queue.visibility_timeout, 12h);
    EXPECT_EQ(queue.receive_count_max, 7u);
    EXPECT_EQ(queue.receive_wait, 8s);
    EXPECT_EQ(queue.depth_max, 9u);
    EXPECT_EQ(loaded->config.store.url.path, "s");
    EXPECT_EQ(loaded->config.store.password_file, "store password");
    EXPECT_TRUE(loaded->config.store.history);
    EXPECT_EQ(loaded->config.store.timeout, 11s);
    EXPECT_FALSE(loaded->config.store.migrate);
    EXPECT_EQ(loaded->config.processor.count, 12u);
    EXPECT_EQ(loaded->config.processor.batch_events_max, 13u);
    EXPECT_EQ(loaded->config.worker.role, WorkerRole::poll);
    EXPECT_EQ(loaded->config.lease.duration, 14s);
    EXPECT_EQ(loaded->config.shutdown.grace, 15s);
    EXPECT_EQ(loaded->config.log.level, LogLevel::error);
    EXPECT_EQ(loaded->config.log.format, LogFormat::json);
}

TEST(Config, LeavesWhatIsOffWithoutAValue) {
    const auto loaded = load_config({}, {});
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_EQ(loaded->config.feed.rate_limit, std::nullopt);
    EXPECT_EQ(loaded->config.feed.empty_status, std::nullopt);
    EXPECT_TRUE(loaded->config.feed.token.empty());
    EXPECT_EQ(loaded->config.feed.url, "");
}

}  // namespace
}  // namespace scan
