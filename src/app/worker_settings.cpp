#include "app/worker_settings.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace scan {
namespace {

HttpFeedAuth http_feed_auth(FeedAuth auth) {
    switch (auth) {
        case FeedAuth::none: return HttpFeedAuth::none;
        case FeedAuth::bearer: return HttpFeedAuth::bearer;
        case FeedAuth::api_key: return HttpFeedAuth::api_key;
        case FeedAuth::oauth2: return HttpFeedAuth::oauth2;
    }
    std::unreachable();
}

// The variables of the AWS tools, and HOME, where their files are looked for.
AwsVariables aws_variables() {
    AwsVariables variables;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        const std::string_view name = text.substr(0, equals);
        if (equals != text.npos && (name.starts_with("AWS_") || name == "HOME"))
            variables.emplace(name, text.substr(equals + 1));
    }
    return variables;
}

// GetQueueAttributes is billed, and its counts are estimates that lag by a minute.
constexpr Duration kSqsDepthInterval = std::chrono::seconds(10);

// So many pages of the greatest size may be read before they are needed.
constexpr std::size_t kPagesAhead = 2;

BackPressureSettings back_pressure_settings(const QueueConfig& config) {
    BackPressureSettings settings{.depth_max = config.depth_max};
    if (config.url.engine == EngineUrl::Engine::sqs) settings.check_interval = kSqsDepthInterval;
    return settings;
}

}  // namespace

HttpFeedSettings http_feed_settings(const FeedConfig& config) {
    return {.url = config.url,
            .path = config.path,
            .page_bytes_max = config.page_bytes_max,
            .timeout = config.timeout,
            .rate_limit = config.rate_limit.value_or(0),
            .empty_status = config.empty_status,
            .auth = http_feed_auth(config.auth),
            .token = config.token,
            .api_key_header = config.api_key_header,
            .oauth2 = {.token_url = config.oauth2_token_url,
                       .client_id = config.oauth2_client_id,
                       .client_secret = config.oauth2_client_secret,
                       .scope = config.oauth2_scope,
                       .client_auth = config.oauth2_client_auth,
                       .parameters = config.oauth2_parameters},
            .ca_file = config.ca_file,
            .client_cert = config.client_cert,
            .client_key = config.client_key,
            .headers = config.headers,
            .connection_max_age = config.connection_max_age,
            .allow_insecure = config.allow_insecure};
}

PollerSettings poller_settings(const Config& config) {
    const bool scans = config.feed.late_scan_interval > Duration::zero();
    return {.first_event_id = config.feed.first_event_id,
            .page_limit = config.feed.page_limit,
            .poll_interval = config.feed.poll_interval,
            .retry_delay_max = config.feed.retry_delay_max,
            .late_window = scans ? config.feed.late_window : Duration::zero(),
            .late_scan_interval = config.feed.late_scan_interval,
            .message = {.events_max = config.queue.events_per_message,
                        .bytes_max = config.queue.message_bytes_max,
                        .form = config.queue.compression == QueueCompression::zstd
                                    ? MessageForm::compressed
                                    : MessageForm::page},
            .form = {},
            .back_pressure = back_pressure_settings(config.queue),
            .lanes = {.requests = config.feed.parallel_requests,
                      .bytes_max = kPagesAhead * config.feed.page_bytes_max}};
}

ProcessorSettings processor_settings(const Config& config) {
    // A message that came thrice is suspect. One that would be a dead letter next is in any case.
    return {.batch_events_max = config.processor.batch_events_max,
            .receives_alone = std::clamp(config.queue.receive_count_max, 2u, 3u),
            .receive_wait = config.queue.receive_wait,
            .keep_history = config.store.history};
}

SqsSettings sqs_settings(const QueueConfig& config, Warn warn) {
    SqsSettings settings{.url = config.url.url,
                         .region = config.region,
                         .topic_arn = config.topic_arn,
                         .expected = {},
                         .connection_max_age = config.connection_max_age,
                         .variables = aws_variables(),
                         .warn = std::move(warn)};
    if (config.is_receive_count_max_set)
        settings.expected.receive_count_max = config.receive_count_max;
    settings.expected.message_bytes_max = config.message_bytes_max;
    return settings;
}

}  // namespace scan
