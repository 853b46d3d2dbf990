#include <limits>

#include "app/setting_kinds.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Range<Duration> kUpToDay{100ms, 24h};
constexpr Range<Duration> kUpToHour{100ms, 1h};

using Rows = std::vector<Setting>;

template <class T>
auto feed(T FeedConfig::* member) {
    return to(&Config::feed, member);
}

void add_feed_rows(Rows& rows) {
    rows.push_back(base_url_setting(
        {"feed.url", "", "The Scan Event API's base URL, without the path. `run` needs it."},
        feed(&FeedConfig::url)));
    rows.push_back(
        url_path_setting({"feed.path", "/v1/scans/scanevents", "The path below the base URL."},
                         feed(&FeedConfig::path)));
    rows.push_back(count_setting(
        {"feed.page_limit", "1000", "How many events to ask for at a time (`Limit`)."},
        {2, 100'000}, feed(&FeedConfig::page_limit)));
    rows.push_back(duration_setting(
        {"feed.poll_interval", "5s",
         "How long to wait when the feed has nothing new; where it has little, a tenth of it, at "
         "most half a second."},
        kUpToDay, Zero::refused, feed(&FeedConfig::poll_interval)));
    rows.push_back(duration_setting(
        {"feed.timeout", "30s", "How long one request may take from connecting to its last byte."},
        kUpToHour, Zero::refused, feed(&FeedConfig::timeout)));
    rows.push_back(duration_setting({"feed.retry_delay_max", "30s",
                                     "The longest wait between tries while the feed fails; waits "
                                     "double up to it, with jitter."},
                                    kUpToDay, Zero::refused, feed(&FeedConfig::retry_delay_max)));
    rows.push_back(rate_setting({"feed.rate_limit", "off", "The most requests a second."},
                                {0.001, 10'000}, feed(&FeedConfig::rate_limit)));
    rows.push_back(count_setting({"feed.first_event_id", "1",
                                  "The EventId that a new store begins at. A store that has a "
                                  "cursor keeps it: see `cursor set`."},
                                 {1, std::numeric_limits<std::int64_t>::max()},
                                 feed(&FeedConfig::first_event_id)));
    rows.push_back(duration_setting({"feed.late_window", "60s",
                                     "How long an id counts as recent: ids that appear late below "
                                     "the newest are looked for in this "
                                     "window. `0s`: they are not looked for."},
                                    kUpToDay, Zero::means_off, feed(&FeedConfig::late_window)));
    rows.push_back(duration_setting(
        {"feed.late_scan_interval", "15s",
         "How often, at the head of the feed, the window is read again. `0s`: never."},
        kUpToDay, Zero::means_off, feed(&FeedConfig::late_scan_interval)));
    rows.push_back(status_setting(
        {"feed.empty_status", "none",
         "A status besides 204 by which the feed says that it has no events, e.g. `404`."},
        {400, 499}, feed(&FeedConfig::empty_status)));
    rows.push_back(
        bytes_setting({"feed.page_bytes_max", "16777216",
                       "The largest answer that is read, 16 MiB; a larger one is an error."},
                      {1024, std::int64_t{1} << 30}, feed(&FeedConfig::page_bytes_max)));
}

void add_feed_access_rows(Rows& rows) {
    rows.push_back(word_setting(
        {"feed.auth", "none",
         "How the worker proves itself: `feed.token` as a bearer token, `feed.token` in the header "
         "`feed.api_key_header`, or a token from `feed.oauth2_token_url` (client credentials)."},
        Words<FeedAuth>{{"none", FeedAuth::none},
                        {"bearer", FeedAuth::bearer},
                        {"api_key", FeedAuth::api_key},
                        {"oauth2", FeedAuth::oauth2}},
        feed(&FeedConfig::auth)));
    rows.push_back(secret_setting({"feed.token", "", "The bearer token or API key."},
                                  feed(&FeedConfig::token)));
    rows.push_back(secret_file_setting(
        {"feed.token_file", "", "A file that holds `feed.token`; read anew whenever it is used."},
        "feed.token", feed(&FeedConfig::token)));
    rows.push_back(header_name_setting(
        {"feed.api_key_header", "X-Api-Key", "The header that carries the API key."},
        feed(&FeedConfig::api_key_header)));
    rows.push_back(
        token_url_setting({"feed.oauth2_token_url", "", "Where OAuth2 tokens are issued."},
                          feed(&FeedConfig::oauth2_token_url)));
    rows.push_back(text_setting({"feed.oauth2_client_id", "", "The OAuth2 client's id."},
                                feed(&FeedConfig::oauth2_client_id)));
    rows.push_back(secret_setting({"feed.oauth2_client_secret", "", "The OAuth2 client's secret."},
                                  feed(&FeedConfig::oauth2_client_secret)));
    rows.push_back(secret_file_setting(
        {"feed.oauth2_client_secret_file", "",
         "A file that holds `feed.oauth2_client_secret`; read anew whenever it is used."},
        "feed.oauth2_client_secret", feed(&FeedConfig::oauth2_client_secret)));
    rows.push_back(
        text_setting({"feed.oauth2_scope", "", "The scope to ask for, where the issuer wants one."},
                     feed(&FeedConfig::oauth2_scope)));
    rows.push_back(
        file_setting({"feed.ca_file", "", "PEM certificates to trust instead of the system's."},
                     feed(&FeedConfig::ca_file)));
    rows.push_back(
        file_setting({"feed.client_cert", "", "The PEM client certificate to show (mTLS)."},
                     feed(&FeedConfig::client_cert)));
    rows.push_back(
        file_setting({"feed.client_key", "",
                      "The PEM private key, where it is not in `feed.client_cert`'s file."},
                     feed(&FeedConfig::client_key)));
    rows.push_back(switch_setting(
        {"feed.allow_insecure", "false",
         "Send a credential over plain http to another machine; refused unless this is true."},
        feed(&FeedConfig::allow_insecure)));
}

void add_queue_rows(Rows& rows) {
    const auto queue = [](auto member) { return to(&Config::queue, member); };
    rows.push_back(queue_url_setting({"queue.url", "sqlite:queue.db", "The queue."},
                                     queue(&QueueConfig::url)));
    rows.push_back(region_setting({"queue.region", "",
                                   "The queue's AWS region, where neither its URL nor `AWS_REGION` "
                                   "nor the profile says it, or "
                                   "says another."},
                                  queue(&QueueConfig::region)));
    rows.push_back(topic_arn_setting({"queue.topic_arn", "",
                                      "An Amazon SNS topic to publish to instead of sending to the "
                                      "queue, so that other consumers "
                                      "get the same messages; the queue must be subscribed to it."},
                                     queue(&QueueConfig::topic_arn)));
    rows.push_back(
        count_setting({"queue.events_per_message", "250",
                       "The most events in a message; 1 for consumers that want single events."},
                      {1, 10'000}, queue(&QueueConfig::events_per_message)));
    rows.push_back(bytes_setting(
        {"queue.message_bytes_max", "65536",
         "The size that messages are packed to, 64 KiB; a larger event travels alone."},
        {1024, 256 * 1024}, queue(&QueueConfig::message_bytes_max)));
    rows.push_back(duration_setting({"queue.visibility_timeout", "30s",
                                     "How long a received message stays hidden from other workers "
                                     "unless it is extended. On Amazon "
                                     "SQS, where it is not set: the queue's own."},
                                    {1s, 12h}, Zero::refused,
                                    queue(&QueueConfig::visibility_timeout)));
    rows.push_back(
        count_setting({"queue.receive_count_max", "3",
                       "How often a message is received before it becomes a dead letter. On "
                       "Amazon SQS the queue's RedrivePolicy decides."},
                      {1, 1000}, queue(&QueueConfig::receive_count_max)));
    rows.push_back(duration_setting(
        {"queue.receive_wait", "20s", "How long to wait for a message before asking again."},
        {100ms, 20s}, Zero::refused, queue(&QueueConfig::receive_wait)));
    rows.push_back(count_setting(
        {"queue.depth_max", "100000",
         "Messages in the queue at which polling pauses; it goes on below 90 % of it."},
        {1, 1'000'000'000}, queue(&QueueConfig::depth_max)));
}

void add_store_rows(Rows& rows) {
    const auto store = [](auto member) { return to(&Config::store, member); };
    rows.push_back(store_url_setting(
        {"store.url", "sqlite:store.db", "The store of parcels, cursor, lease and failed events."},
        store(&StoreConfig::url)));
    rows.push_back(
        duration_setting({"store.timeout", "10s", "How long one call of the store may take."},
                         {100ms, 10min}, Zero::refused, store(&StoreConfig::timeout)));
    rows.push_back(switch_setting({"store.migrate", "true",
                                   "Create and upgrade the tables at start; false for a login that "
                                   "may not: run `migrate` first."},
                                  store(&StoreConfig::migrate)));
    rows.push_back(
        switch_setting({"store.history", "false", "Keep every raw event in `scan_event`."},
                       store(&StoreConfig::history)));
    rows.push_back(retention_setting(
        {"store.history_retention", "forever",
         "How long raw events are kept after they were stored, and failed events after they were "
         "resolved. What is not resolved is never deleted."},
        {1min, 36'500 * 24h}, store(&StoreConfig::history_retention)));
}

void add_work_rows(Rows& rows) {
    rows.push_back(count_setting(
        {"processor.count", "1", "How many processors apply events side by side in this worker."},
        {1, 64}, to(&Config::processor, &ProcessorConfig::count)));
    rows.push_back(count_setting(
        {"processor.batch_events_max", "5000", "The most events in one transaction of the store."},
        {1, 100'000}, to(&Config::processor, &ProcessorConfig::batch_events_max)));
    rows.push_back(
        word_setting({"worker.role", "both",
                      "What this worker does: `poll` the feed, `process` the queue, or both."},
                     Words<WorkerRole>{{"both", WorkerRole::both},
                                       {"poll", WorkerRole::poll},
                                       {"process", WorkerRole::process}},
                     to(&Config::worker, &WorkerConfig::role)));
    rows.push_back(duration_setting({"lease.duration", "15s",
                                     "How long the polling worker may be silent before another "
                                     "takes over; renewed every third of it."},
                                    {1s, 10min}, Zero::refused,
                                    to(&Config::lease, &LeaseConfig::duration)));
    rows.push_back(duration_setting(
        {"shutdown.grace", "20s",
         "How long a stop may take to finish what is held; the rest is released to other workers."},
        kUpToHour, Zero::refused, to(&Config::shutdown, &ShutdownConfig::grace)));
}

void add_log_rows(Rows& rows) {
    rows.push_back(word_setting({"log.level", "info", "The least severity that is logged."},
                                Words<LogLevel>{{"debug", LogLevel::debug},
                                                {"info", LogLevel::info},
                                                {"warn", LogLevel::warn},
                                                {"error", LogLevel::error}},
                                to(&Config::log, &LogConfig::level)));
    rows.push_back(
        word_setting({"log.format", "text", "How a line of the log is written."},
                     Words<LogFormat>{{"text", LogFormat::text}, {"json", LogFormat::json}},
                     to(&Config::log, &LogConfig::format)));
}

}  // namespace

std::span<const Setting> settings_table() {
    static const Rows kRows = [] {
        Rows made;
        add_feed_rows(made);
        add_feed_access_rows(made);
        add_queue_rows(made);
        add_store_rows(made);
        add_work_rows(made);
        add_log_rows(made);
        return made;
    }();
    return kRows;
}

}  // namespace scan
