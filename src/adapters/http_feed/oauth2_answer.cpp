#include "adapters/http_feed/oauth2_answer.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "adapters/http/one_line.h"

namespace scan {
namespace {

constexpr std::int64_t kLifetimeUnsaidSeconds = 300;
constexpr std::int64_t kLifetimeMaxSeconds = 24 * 60 * 60;
constexpr std::size_t kReasonBytesMax = 60;

// Some servers send the number as a string.
std::optional<std::int64_t> seconds_of(simdjson::dom::element value) {
    std::int64_t seconds = 0;
    if (value.get(seconds) == simdjson::SUCCESS) return seconds;
    double number = 0;
    if (value.get(number) == simdjson::SUCCESS) {
        return static_cast<std::int64_t>(
            std::clamp(number, 0.0, static_cast<double>(kLifetimeMaxSeconds)));
    }
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
    return seconds;
}

// RFC 6750 and, for example, Apigee, which says BearerToken unless told otherwise.
bool is_bearer(std::string_view type) {
    const auto is = [type](std::string_view name) {
        return std::ranges::equal(type, name, [](char a, char b) { return (a | 0x20) == b; });
    };
    return is("bearer") || is("bearertoken");
}

bool fits_header(std::string_view token) {
    return !token.empty() &&
           std::ranges::all_of(token, [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

Result<OAuth2Grant> parse_oauth2_grant(std::string_view body) {
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) {
        return fail(ErrorCode::rejected, "the answer is no JSON object");
    }
    std::string_view type;
    if (answer["token_type"].get(type) == simdjson::SUCCESS && !is_bearer(type)) {
        return fail(ErrorCode::rejected, "token_type is not Bearer");
    }
    std::string_view token;
    if (answer["access_token"].get(token) != simdjson::SUCCESS || !fits_header(token)) {
        return fail(ErrorCode::rejected,
                    "access_token is missing or no text that a header can carry");
    }
    std::int64_t seconds = kLifetimeUnsaidSeconds;
    simdjson::dom::element lifetime;
    if (answer["expires_in"].get(lifetime) == simdjson::SUCCESS)
        seconds = seconds_of(lifetime).value_or(seconds);
    seconds = std::clamp<std::int64_t>(seconds, 1, kLifetimeMaxSeconds);
    return OAuth2Grant{std::string(token), std::chrono::seconds(seconds)};
}

std::string oauth2_refusal(std::string_view body) {
    simdjson::dom::parser parser;
    simdjson::dom::element answer;
    std::string_view reason;
    if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) return {};
    if (answer["error"].get(reason) != simdjson::SUCCESS) return {};
    return one_line(reason, kReasonBytesMax);
}

}  // namespace scan
