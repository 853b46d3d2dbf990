#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http_feed/http_feed_settings.h"
#include "base/clock.h"
#include "base/listen_address.h"
#include "base/log.h"
#include "base/secret.h"
#include "config/engine_url.h"
#include "domain/ids.h"

namespace scan {

enum class FeedAuth { none, bearer, api_key, oauth2 };
enum class QueueCompression { automatic, none, zstd };
enum class WorkerRole { both, poll, process };

// The values in use. The table of settings (setting.h) holds defaults, ranges and meanings; a Config is only made by load_config.
// Only the composition root sees all of it. An empty string or Secret: not set.

struct FeedConfig {
    std::string url;   // without a slash at the end
    std::string path;  // begins with a slash
    std::uint32_t page_limit{};
    std::uint32_t parallel_requests{};
    Duration poll_interval{};
    Duration timeout{};
    Duration retry_delay_max{};
    std::optional<double> rate_limit;  // requests a second; nullopt: no limit
    EventId first_event_id;
    Duration late_window{};         // zero: no late-event scan
    Duration late_scan_interval{};  // zero: no late-event scan
    std::optional<int> empty_status;
    std::uint64_t page_bytes_max{};
    FeedAuth auth{};
    Secret token;
    std::string api_key_header;
    std::string oauth2_token_url;
    std::string oauth2_client_id;
    Secret oauth2_client_secret;
    std::string oauth2_scope;
    OAuth2ClientAuth oauth2_client_auth{};
    std::string oauth2_parameters;  // a form's text
    std::vector<FeedHeader> headers;
    Duration connection_max_age{};
    std::string ca_file;
    std::string client_cert;
    std::string client_key;
    bool allow_insecure{};
};

struct QueueConfig {
    EngineUrl url;
    std::string password_file;  // the store's, too, if queue.url is store.url
    std::string region;
    std::string topic_arn;
    std::uint32_t events_per_message{};
    std::uint64_t message_bytes_max{};
    QueueCompression compression{};
    Duration visibility_timeout{};
    std::uint32_t receive_count_max{};
    Duration receive_wait{};
    std::uint64_t depth_max{};      // messages, visible and in flight
    Duration connection_max_age{};  // feed.connection_max_age: of SQS's connections, too
    // The operator said these, so that they stand against what a queue says of itself.
    bool is_visibility_timeout_set{};
    bool is_receive_count_max_set{};
};

struct StoreConfig {
    EngineUrl url;
    std::string password_file;
    Duration timeout{};
    bool migrate{};
    bool history{};
    std::optional<Duration> history_retention;  // nullopt: kept for ever
    std::optional<Duration> audit_retention;    // likewise
};

struct ProcessorConfig {
    std::uint32_t count{};
    std::uint32_t batch_events_max{};
};

struct WorkerConfig {
    WorkerRole role{};
};

struct StatusConfig {
    Duration grace{};
    Duration lag_max{};
    Duration quiet_max{};  // zero: a quiet feed is no condition
};

struct VerifyConfig {
    Duration every{};  // zero: never by itself
    Duration window{};
    std::uint32_t rate = 0;  // requests of the feed a second
};

struct LeaseConfig {
    Duration duration{};
};

struct ShutdownConfig {
    Duration grace{};
};

struct LogConfig {
    LogLevel level{};
    LogFormat format{};
};

struct AdminConfig {
    ListenAddress listen;
    std::vector<std::string> hosts;
    Secret token;
    std::string tokens_file;
    std::string tls_cert;
    std::string tls_key;
    bool allow_insecure{};
    std::string base_path;  // empty, or begins with a slash
    // The operator said where, so that a port that is taken is an error.
    bool is_listen_set{};
};

struct MetricsConfig {
    ListenAddress listen;
};

struct NotifyConfig {
    std::vector<std::string> command;  // the program and its arguments; empty: none
    std::string url;                   // empty: none
    Secret token;                      // shown to `url`; empty: none
};

struct Config {
    FeedConfig feed;
    QueueConfig queue;
    StoreConfig store;
    ProcessorConfig processor;
    WorkerConfig worker;
    LeaseConfig lease;
    ShutdownConfig shutdown;
    LogConfig log;
    StatusConfig status;
    VerifyConfig verify;
    AdminConfig admin;
    MetricsConfig metrics;
    NotifyConfig notify;
};

}  // namespace scan
