#include "config/config_doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/duration_text.h"
#include "config/database_login.h"
#include "config/http_url.h"
#include "config/load_config.h"

namespace scan {
namespace {

using Doubts = std::vector<std::string>;

constexpr std::uint64_t kEventBytesMax = 256 * 1024;
constexpr std::uint64_t kEventBytesUsual = 256;  // the contract's example, with its comma

void doubt_feed(const FeedConfig& feed, Doubts& doubts) {
    if (feed.page_bytes_max < kEventBytesMax) {
        doubts.push_back(
            fmt::format("feed.page_bytes_max ({}) is smaller than the largest event ({}): such an "
                        "event stops the feed",
                        feed.page_bytes_max, kEventBytesMax));
    } else if (feed.page_limit > feed.page_bytes_max / kEventBytesUsual) {
        doubts.push_back(
            fmt::format("feed.page_bytes_max ({}) may be too small for feed.page_limit ({}): a "
                        "page too large is an error",
                        feed.page_bytes_max, feed.page_limit));
    }
    if (feed.rate_limit &&
        *feed.rate_limit * std::chrono::duration<double>(feed.poll_interval).count() < 1) {
        doubts.push_back(
            fmt::format("feed.rate_limit ({}) allows less than one request each feed.poll_interval "
                        "({}): polling is slower than that",
                        *feed.rate_limit, duration_text(feed.poll_interval)));
    }
    if (feed.empty_status) {
        // 410 says that events are gone; the others say that the worker must not or should wait.
        constexpr std::array kTelling{401, 403, 407, 408, 410, 429};
        if (std::ranges::find(kTelling, *feed.empty_status) != kTelling.end()) {
            doubts.push_back(
                fmt::format("feed.empty_status ({}) is a status that feeds use for errors: those "
                            "will look like a quiet feed",
                            *feed.empty_status));
        }
    }
    if (!feed.url.empty() && feed.url.ends_with(feed.path)) {
        doubts.push_back(
            fmt::format("feed.url ends with feed.path ({}), which the worker appends: the path "
                        "will be asked for twice over",
                        feed.path));
    }
}

void doubt_credentials(const LoadedConfig& loaded, Doubts& doubts) {
    const FeedConfig& feed = loaded.config.feed;
    const auto unused = [&](bool used, std::string_view key) {
        const LoadedSetting& setting = loaded.at(key);
        if (used || setting.text.empty() || setting.origin.kind == Origin::Kind::default_value)
            return;
        doubts.push_back(fmt::format("{} ({}) is set but not used, because feed.auth is {}", key,
                                     setting.origin.text(), loaded.at("feed.auth").text));
    };
    const bool token = feed.auth == FeedAuth::bearer || feed.auth == FeedAuth::api_key;
    unused(token, "feed.token");
    unused(token, "feed.token_file");
    unused(feed.auth == FeedAuth::api_key, "feed.api_key_header");
    for (const std::string_view key :
         {"feed.oauth2_token_url", "feed.oauth2_client_id", "feed.oauth2_client_secret",
          "feed.oauth2_client_secret_file", "feed.oauth2_scope"}) {
        unused(feed.auth == FeedAuth::oauth2, key);
    }
    for (const Setting& setting : settings_table()) {
        if (setting.secret && loaded.is_set(setting.key) &&
            loaded.at(setting.key).origin.kind == Origin::Kind::flag) {
            doubts.push_back(
                fmt::format("{} is a flag: everybody on this machine can read it in the list of "
                            "processes; use {}_file",
                            setting.key, setting.key));
        }
    }
}

void doubt_password_in_flag(const LoadedConfig& loaded, std::string_view key, const EngineUrl& url,
                            Doubts& doubts) {
    if (loaded.at(key).origin.kind != Origin::Kind::flag || !has_password(url)) return;
    doubts.push_back(
        fmt::format("{} is a flag with a password in it: everybody on this machine can read it in "
                    "the list of processes; use {}.password_file",
                    key, find_setting(key)->section()));
}

void doubt_ignored_keys(std::string_view key, const EngineUrl& url, Doubts& doubts) {
    for (const std::string& ignored : url.sqlserver.ignored) {
        doubts.push_back(fmt::format("{}: {} is not used by this worker", key, ignored));
    }
}

void doubt_database_transport(std::string_view key, const EngineUrl& url, Doubts& doubts) {
    if (url.engine != EngineUrl::Engine::postgres) return;
    const std::string mode = url.postgres.open_transport();
    if (mode.empty()) return;
    doubts.push_back(
        fmt::format("{}: with sslmode={} the connection may be unencrypted, and whoever answers is "
                    "believed; use sslmode=verify-full",
                    key, mode));
}

void doubt_transport(const LoadedConfig& loaded, Doubts& doubts) {
    const FeedConfig& feed = loaded.config.feed;
    if (!feed.client_key.empty() && feed.client_cert.empty()) {
        doubts.emplace_back(
            "feed.client_key is set but not used, because feed.client_cert is not set");
    }
    const auto url = parse_http_url(feed.url, HttpUrl::Query::refused);
    if (!url || url->scheme == HttpUrl::Scheme::https) return;
    for (const std::string_view key : {"feed.ca_file", "feed.client_cert"}) {
        // The token's URL may be https where the feed's is not.
        if (!loaded.is_set(key) || feed.auth == FeedAuth::oauth2) continue;
        doubts.push_back(
            fmt::format("{} is set but not used, because feed.url is plain http", key));
    }
    if (feed.auth != FeedAuth::none && feed.allow_insecure && !is_loopback(*url)) {
        doubts.emplace_back(
            "feed.allow_insecure: the feed's credential travels unencrypted, because feed.url is "
            "plain http");
    }
}

void doubt_times(const Config& config, Doubts& doubts) {
    if (config.queue.visibility_timeout < 2 * config.store.timeout) {
        doubts.push_back(fmt::format(
            "queue.visibility_timeout ({}) is shorter than twice store.timeout ({}): one slow call "
            "of the store can let "
            "messages be received twice",
            duration_text(config.queue.visibility_timeout), duration_text(config.store.timeout)));
    }
    if (2 * config.lease.duration < 3 * config.store.timeout) {
        doubts.push_back(
            fmt::format("lease.duration ({}) is shorter than one and a half store.timeout ({}): "
                        "one slow renewal can lose the lease",
                        duration_text(config.lease.duration), duration_text(config.store.timeout)));
    }
    if (config.shutdown.grace < config.store.timeout) {
        doubts.push_back(
            fmt::format("shutdown.grace ({}) is shorter than store.timeout ({}): a stop can cut "
                        "off a transaction, whose work is repeated",
                        duration_text(config.shutdown.grace), duration_text(config.store.timeout)));
    }
}

void doubt_queue(const Config& config, Doubts& doubts) {
    if (config.queue.receive_count_max == 1) {
        doubts.emplace_back(
            "queue.receive_count_max (1): whatever a worker held when it was killed becomes a dead "
            "letter");
    }
    if (config.processor.batch_events_max < config.queue.events_per_message) {
        doubts.push_back(
            fmt::format("processor.batch_events_max ({}) is smaller than queue.events_per_message "
                        "({}): one message fills more than a batch",
                        config.processor.batch_events_max, config.queue.events_per_message));
    }
    const bool is_sqs = config.queue.url.engine == EngineUrl::Engine::sqs;
    for (const auto& [key, value] : {std::pair("queue.region", &config.queue.region),
                                     std::pair("queue.topic_arn", &config.queue.topic_arn)}) {
        if (is_sqs || value->empty()) continue;
        doubts.push_back(fmt::format(
            "{} is set but not used, because queue.url is no queue of Amazon SQS", key));
    }
    if (config.queue.url == config.store.url &&
        config.store.url.engine == EngineUrl::Engine::sqlite) {
        doubts.emplace_back(
            "queue.url and store.url are the same file: SQLite takes one writer at a time, so each "
            "waits for the other");
    }
}

}  // namespace

std::vector<std::string> config_doubts(const LoadedConfig& loaded) {
    Doubts doubts;
    doubt_feed(loaded.config.feed, doubts);
    doubt_credentials(loaded, doubts);
    doubt_password_in_flag(loaded, "queue.url", loaded.config.queue.url, doubts);
    doubt_password_in_flag(loaded, "store.url", loaded.config.store.url, doubts);
    doubt_ignored_keys("queue.url", loaded.config.queue.url, doubts);
    doubt_ignored_keys("store.url", loaded.config.store.url, doubts);
    std::ranges::move(unused_password_files(loaded), std::back_inserter(doubts));
    doubt_transport(loaded, doubts);
    doubt_database_transport("queue.url", loaded.config.queue.url, doubts);
    if (loaded.config.store.url != loaded.config.queue.url)
        doubt_database_transport("store.url", loaded.config.store.url, doubts);
    doubt_times(loaded.config, doubts);
    doubt_queue(loaded.config, doubts);
    return doubts;
}

}  // namespace scan
