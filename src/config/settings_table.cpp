#include "config/setting_kinds.h"
#include "config/settings_admin.h"
#include "config/settings_feed.h"
#include "config/settings_notify.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Range<Duration> kUpToDay{100ms, 24h};
constexpr Range<Duration> kUpToHour{100ms, 1h};

using Rows = std::vector<Setting>;

void add_queue_rows(Rows& rows) {
    const auto queue = [](auto member) { return to(&Config::queue, member); };
    rows.push_back(queue_url_setting({"queue.url", "sqlite:queue.db", "The queue."},
                                     queue(&QueueConfig::url)));
    rows.push_back(file_setting(
        {"queue.password_file", "",
         "As `store.password_file`, which holds for the queue too if `queue.url` is `store.url`."},
        queue(&QueueConfig::password_file)));
    rows.push_back(region_setting({"queue.region", "",
                                   "The queue's AWS region, if neither its URL nor `AWS_REGION` "
                                   "nor the profile says it, or "
                                   "says another."},
                                  queue(&QueueConfig::region)));
    rows.push_back(topic_arn_setting({"queue.topic_arn", "",
                                      "An Amazon SNS topic to publish to instead of sending to the "
                                      "queue, so that other consumers "
                                      "get the same messages; the queue must be subscribed to it."},
                                     queue(&QueueConfig::topic_arn)));
    rows.push_back(
        count_setting({"queue.events_per_message", "1000",
                       "The most events in a message; 1 for consumers that want single events."},
                      {1, 10'000}, queue(&QueueConfig::events_per_message)));
    rows.push_back(bytes_setting(
        {"queue.message_bytes_max", "65536",
         "The size that messages are packed to, 64 KiB; a larger event travels alone."},
        {1024, 256 * 1024}, queue(&QueueConfig::message_bytes_max)));
    rows.push_back(
        word_setting({"queue.compression", "auto",
                      "Whether messages are compressed. `auto`: in a database, while every worker "
                      "that lives reads them, and not on Amazon SQS, where others may read the "
                      "documented form. Every worker reads both forms, whatever its setting."},
                     Words<QueueCompression>{{"auto", QueueCompression::automatic},
                                             {"none", QueueCompression::none},
                                             {"zstd", QueueCompression::zstd}},
                     queue(&QueueConfig::compression)));
    rows.push_back(duration_setting({"queue.visibility_timeout", "30s",
                                     "How long a received message stays hidden from other workers "
                                     "unless it is extended. On Amazon "
                                     "SQS, if it is not set: the queue's own."},
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
    rows.push_back(file_setting(
        {"store.password_file", "",
         "A file that holds the database's password, or JSON with `password` and perhaps "
         "`username`; read anew for each connection, so that the password can be rotated."},
        store(&StoreConfig::password_file)));
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
         "How long raw events are kept after they were stored, and failed events, feed gaps and "
         "jobs "
         "after they were resolved, were closed or ended. What is open is never deleted."},
        {1min, 36'500 * 24h}, store(&StoreConfig::history_retention)));
    rows.push_back(retention_setting(
        {"store.audit_retention", "365d",
         "How long it is kept who did what with a command or the API. Older lines are deleted when "
         "the next one is written."},
        {1min, 36'500 * 24h}, store(&StoreConfig::audit_retention)));
}

void add_work_rows(Rows& rows) {
    rows.push_back(count_setting(
        {"processor.count", "1", "How many processors apply events side by side in this worker."},
        {1, 64}, to(&Config::processor, &ProcessorConfig::count)));
    rows.push_back(count_setting(
        {"processor.batch_events_max", "10000", "The most events in one transaction of the store."},
        {1, 100'000}, to(&Config::processor, &ProcessorConfig::batch_events_max)));
    rows.push_back(
        word_setting({"worker.role", "both",
                      "The worker's part: `poll` the feed, `process` the queue, or both."},
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

void add_status_rows(Rows& rows) {
    const auto status = [](auto member) { return to(&Config::status, member); };
    rows.push_back(duration_setting(
        {"status.grace", "1m",
         "How far parcels may be behind, and how long an outage may last, before it is told as "
         "more than information."},
        kUpToHour, Zero::refused, status(&StatusConfig::grace)));
    rows.push_back(duration_setting(
        {"status.lag_max", "15m",
         "How far parcels may be behind, if no catching up is in sight, before it is an error."},
        kUpToDay, Zero::refused, status(&StatusConfig::lag_max)));
    rows.push_back(duration_setting(
        {"status.quiet_max", "0s",
         "How long a feed that answers may have nothing new before it is a warning. `0s`: for "
         "ever."},
        {1min, 30 * 24h}, Zero::means_off, status(&StatusConfig::quiet_max)));
}

void add_verify_rows(Rows& rows) {
    const auto verify = [](auto member) { return to(&Config::verify, member); };
    rows.push_back(duration_setting(
        {"verify.every", "0s",
         "How often the polling worker reads the last part of the feed once more, compares it with "
         "the table and applies what is missing. `0s`: never by itself."},
        {1min, 365 * 24h}, Zero::means_off, verify(&VerifyConfig::every)));
    rows.push_back(duration_setting({"verify.window", "48h", "How far back it reads then."},
                                    {1min, 365 * 24h}, Zero::refused,
                                    verify(&VerifyConfig::window)));
    rows.push_back(count_setting(
        {"verify.rate", "1",
         "The most requests of the feed a second for it; they count for feed.rate_limit too."},
        {1, 1000}, verify(&VerifyConfig::rate)));
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
        add_queue_rows(made);
        add_store_rows(made);
        add_work_rows(made);
        add_status_rows(made);
        add_verify_rows(made);
        add_log_rows(made);
        add_admin_rows(made);
        add_notify_rows(made);
        return made;
    }();
    return kRows;
}

}  // namespace scan
