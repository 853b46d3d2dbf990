#include "adapters/sqs/sns_client.h"

#include <algorithm>
#include <array>

#include "adapters/sqs/sns_text.h"

namespace scan {
namespace {

constexpr int kTriesMax = 3;
constexpr int kPagesMax = 1000;  // of 100 subscriptions
constexpr std::array<std::string_view, 1> kContentCodes{"BatchRequestTooLong"};

}  // namespace

Result<std::string> SnsClient::call(std::string body, std::stop_token stop) {
    const AwsCall call{.headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                       .body = std::move(body),
                       .timeout = timeout_,
                       .tries_max = kTriesMax,
                       .content = kContentCodes};
    return client_->send(call, std::move(stop));
}

Result<BatchAnswer> SnsClient::publish_batch(std::span<const std::string_view> bodies,
                                             std::stop_token stop) {
    const auto text = call(publish_batch_text(topic_arn_, bodies), std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_publish_answer(*text, bodies.size());
}

Result<bool> SnsClient::has_subscribed(std::string_view queue_arn, std::stop_token stop) {
    std::string next_token;
    for (int pages = 0; pages < kPagesMax; ++pages) {
        const auto text = call(list_subscriptions_text(topic_arn_, next_token), stop);
        if (!text) return std::unexpected(text.error());
        auto page = parse_subscriptions(*text);
        if (!page) return std::unexpected(page.error());
        if (std::ranges::find(page->queue_arns, queue_arn) != page->queue_arns.end()) return true;
        if (page->next_token.empty()) return false;
        next_token = std::move(page->next_token);
    }
    return fail(ErrorCode::rejected, "the topic has too many subscriptions to look through");
}

}  // namespace scan
