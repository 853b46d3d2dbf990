#include "adapters/http_feed/feed_answer.h"

#include <fmt/format.h>

#include <utility>

#include "adapters/http/one_line.h"
#include "adapters/http/retry_after.h"

namespace scan {
namespace {

constexpr std::size_t kQuotedBytesMax = 200;
constexpr Duration kRetryAfterMax = std::chrono::hours(24);

std::string without(std::string_view credential, std::string_view body) {
    if (credential.empty()) return std::string(body);
    std::string text;
    for (std::size_t at = body.find(credential); at != body.npos; at = body.find(credential)) {
        text.append(body.substr(0, at)).append("***");
        body.remove_prefix(at + credential.size());
    }
    return text.append(body);
}

// The answer in its own words, which might repeat the credential that it refuses.
std::string quote(std::string_view body, std::string_view credential) {
    const std::string line = one_line(without(credential, body), kQuotedBytesMax);
    return line.empty() ? line : ": " + line;
}

Error redirect_error(const HttpResponse& response, const FeedAnswerRules& rules,
                     const std::string& answered) {
    if (response.redirect_origin.empty())
        return {ErrorCode::rejected, answered + " without saying where it moved"};
    if (response.redirect_origin == rules.url.origin()) {
        return {ErrorCode::denied, answered + " again and again: check feed.url and feed.path"};
    }
    return {
        ErrorCode::denied,
        fmt::format(
            "{}, a redirect to {}, which is not followed: if that is the feed, set feed.url to it",
            answered, response.redirect_origin)};
}

Error error_of(const HttpResponse& response, const FeedAnswerRules& rules, UtcTime now) {
    const int status = response.status;
    const std::string answered =
        fmt::format("the feed at {} answered {}", rules.url.host_port(), status);
    switch (status) {
        case 401:
        case 403:
            return {ErrorCode::denied,
                    fmt::format("{}: check {}", answered, rules.credential_settings)};
        case 404:
            return {ErrorCode::rejected,
                    fmt::format("{}: check feed.url and feed.path (a wrong URL must not look like "
                                "a quiet feed; only if "
                                "404 means \"no events\" here, set feed.empty_status = 404)",
                                answered)};
        case 407:
            return {
                ErrorCode::denied,
                answered + ": the proxy demands a user and a password (http_proxy, https_proxy)"};
        case 408:
        case 425: return {ErrorCode::transient, answered};
        case 429:
        case 503: {
            const auto wait = parse_retry_after(response.retry_after, now, kRetryAfterMax);
            return {ErrorCode::throttled, answered, wait};
        }
        default: break;
    }
    if (status >= 500)
        return {ErrorCode::transient, answered + quote(response.body, rules.credential)};
    if (status >= 400)
        return {ErrorCode::denied, answered + quote(response.body, rules.credential)};
    if (status >= 300) return redirect_error(response, rules, answered);
    return {ErrorCode::rejected, answered + ", which is no page of events"};
}

}  // namespace

Result<FeedReply> read_feed_answer(HttpResponse response, const FeedAnswerRules& rules,
                                   UtcTime now) {
    constexpr int kOk = 200;
    constexpr int kOkThroughProxy = 203;
    constexpr int kNoContent = 204;
    constexpr int kGone = 410;
    if (response.status == rules.empty_status || response.status == kNoContent) return FeedReply{};
    if (response.status == kOk || response.status == kOkThroughProxy) {
        return FeedReply{FeedReply::Kind::page, std::move(response.body)};
    }
    if (response.status == kGone) return FeedReply{FeedReply::Kind::gone, {}};
    return std::unexpected(error_of(response, rules, now));
}

}  // namespace scan
