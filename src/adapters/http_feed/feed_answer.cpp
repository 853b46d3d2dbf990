#include "adapters/http_feed/feed_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/http/one_line.h"
#include "adapters/http/retry_after.h"

namespace scan {
namespace {

constexpr std::size_t kQuotedBytesMax = 200;
constexpr std::size_t kTypeBytesMax = 60;
// So much of a body is looked at to quote from it.
constexpr std::size_t kLookedAtBytes = 1024;
constexpr Duration kRetryAfterMax = std::chrono::hours(24);

std::string without(std::string_view secret, std::string_view body) {
    if (secret.empty()) return std::string(body);
    std::string text;
    for (std::size_t at = body.find(secret); at != body.npos; at = body.find(secret)) {
        text.append(body.substr(0, at)).append("***");
        body.remove_prefix(at + secret.size());
    }
    return text.append(body);
}

// How the answer begins, which might repeat the credential that it refuses.
std::string quote(std::string_view body, const std::vector<std::string>& secrets) {
    std::size_t longest = 0;
    for (const std::string& secret : secrets) longest = std::max(longest, secret.size());
    const bool is_cut = body.size() > kLookedAtBytes + longest;
    std::string text(body.substr(0, kLookedAtBytes + longest));
    for (const std::string& secret : secrets) text = without(secret, text);
    // Half of a secret may stand at the cut.
    if (is_cut) text.resize(text.size() - std::min(text.size(), longest));
    const std::string line = one_line(text, kQuotedBytesMax);
    return line.empty() ? line : ": " + line;
}

// "the feed at host:port answered 502 text/html".
std::string answered_text(const HttpResponse& response, const FeedAnswerRules& rules) {
    const std::string type = one_line(response.content_type, kTypeBytesMax);
    return fmt::format("the feed at {} answered {}{}{}", rules.url.host_port(), response.status,
                       type.empty() ? "" : " ", type);
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
    const std::string answered = answered_text(response, rules);
    const std::string quoted = quote(response.body, rules.secrets);
    const auto wait = parse_retry_after(response.retry_after, now, kRetryAfterMax);
    switch (status) {
        case 401:
        case 403:
            return {ErrorCode::denied,
                    fmt::format("{} (check {}){}", answered, rules.credential_settings, quoted)};
        case 404:
            return {ErrorCode::rejected,
                    fmt::format("{} (check feed.url and feed.path; a wrong URL must not look like "
                                "a quiet feed; only if 404 means \"no events\" here, set "
                                "feed.empty_status = 404){}",
                                answered, quoted)};
        case 407:
            return {
                ErrorCode::denied,
                answered + ": the proxy demands a user and a password (http_proxy, https_proxy)"};
        case 429:
        case 503: return {ErrorCode::throttled, answered + quoted, wait};
        case 408:
        case 425: return {ErrorCode::transient, answered + quoted, wait};
        default: break;
    }
    if (status >= 500) return {ErrorCode::transient, answered + quoted, wait};
    if (status >= 400) return {ErrorCode::denied, answered + quoted};
    if (status >= 300) return redirect_error(response, rules, answered);
    return {ErrorCode::rejected, answered + ", which is no page of events" + quoted};
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
        std::string summary = answered_text(response, rules) + quote(response.body, rules.secrets);
        return FeedReply{FeedReply::Kind::page, std::move(response.body), std::move(summary)};
    }
    if (response.status == kGone)
        return FeedReply{.kind = FeedReply::Kind::gone, .body = {}, .summary = {}};
    return std::unexpected(error_of(response, rules, now));
}

}  // namespace scan
