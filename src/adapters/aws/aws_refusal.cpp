#include "adapters/aws/aws_refusal.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/aws/xml_element.h"
#include "adapters/http/one_line.h"

namespace scan {
namespace {

constexpr std::size_t kCodeBytesMax = 100;
constexpr std::size_t kMessageBytesMax = 300;

template <std::size_t N>
bool is_one_of(std::string_view code, const std::array<std::string_view, N>& codes) {
    return std::ranges::find(codes, code) != codes.end();
}

// `com.amazonaws.sqs#QueueDoesNotExist`, `AWS.SimpleQueueService.NonExistentQueue;Sender`,
// `QueueDoesNotExist:http://…`, `KMS.ThrottlingException`.
std::string_view bare_code(std::string_view code) {
    if (const auto hash = code.rfind('#'); hash != code.npos) code.remove_prefix(hash + 1);
    code = code.substr(0, code.find_first_of(";:"));
    if (const auto dot = code.rfind('.'); dot != code.npos) code.remove_prefix(dot + 1);
    return code;
}

bool is_throttling(std::string_view code) {
    constexpr std::array<std::string_view, 6> kWithoutTheWord{"TooManyRequestsException",
                                                              "SlowDown",
                                                              "OverLimit",
                                                              "RequestLimitExceeded",
                                                              "PriorRequestNotComplete",
                                                              "BandwidthLimitExceeded"};
    // Throttling, RequestThrottled, KmsThrottled, KMSThrottling, ThrottledException, …
    return code.find("Throttl") != code.npos || is_one_of(code, kWithoutTheWord);
}

// The meaning of a code alone; nullopt: it is none that we know.
std::optional<ErrorCode> meaning(std::string_view code, ContentCodes content) {
    constexpr std::array<std::string_view, 8> kTransient{
        "InternalFailure",         "InternalError",
        "InternalErrorException",  "InternalServerError",
        "RequestTimeout",          "ServiceUnavailable",
        "RequestTimeoutException", "ServiceUnavailableException"};
    if (is_throttling(code)) return ErrorCode::throttled;
    if (is_one_of(code, kTransient)) return ErrorCode::transient;
    if (std::ranges::find(content, code) != content.end()) return ErrorCode::rejected;
    return std::nullopt;
}

ErrorCode meaning_of_status(int status) {
    if (status == 429 || status == 503) return ErrorCode::throttled;
    return status >= 500 || status == 408 ? ErrorCode::transient : ErrorCode::denied;
}

std::string_view hint(const AwsRefusal& refusal) {
    const bool is_about_time = refusal.message.find("Signature expired") != std::string::npos ||
                               refusal.message.find("Signature not yet") != std::string::npos ||
                               refusal.code == "RequestExpired" ||
                               refusal.code == "RequestTimeTooSkewed";
    return is_about_time ? " (check this machine's clock)" : "";
}

std::string text_of(const AwsRefusal& refusal) {
    return fmt::format("{}{}{}{}", refusal.code, refusal.message.empty() ? "" : ": ",
                       refusal.message, hint(refusal));
}

AwsRefusal parse_json(std::string_view body) {
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) return {};
    AwsRefusal refusal;
    std::string_view text;
    for (const std::string_view key : {"__type", "code", "Code"}) {
        if (refusal.code.empty() && answer[key].get(text) == simdjson::SUCCESS)
            refusal.code = one_line(bare_code(text), kCodeBytesMax);
    }
    for (const std::string_view key : {"message", "Message"}) {
        if (refusal.message.empty() && answer[key].get(text) == simdjson::SUCCESS)
            refusal.message = one_line(text, kMessageBytesMax);
    }
    return refusal;
}

}  // namespace

AwsRefusal parse_refusal(std::string_view body) {
    if (!body.starts_with('<')) return parse_json(body);
    const auto error = xml_element(body, "Error");
    if (!error) return {};
    return {one_line(bare_code(xml_text(*error, "Code")), kCodeBytesMax),
            one_line(xml_text(*error, "Message"), kMessageBytesMax)};
}

Error refusal_error(const AwsRefusal& refusal, int status, ContentCodes content) {
    if (refusal.code.empty())
        return {meaning_of_status(status), fmt::format("answered {}", status)};
    return {meaning(bare_code(refusal.code), content).value_or(meaning_of_status(status)),
            fmt::format("answered {} {}", status, text_of(refusal))};
}

Error entry_error(const AwsRefusal& refusal, bool is_senders_fault, ContentCodes content) {
    const ErrorCode otherwise = is_senders_fault ? ErrorCode::denied : ErrorCode::transient;
    return {meaning(bare_code(refusal.code), content).value_or(otherwise), text_of(refusal)};
}

bool wants_other_credentials(const AwsRefusal& refusal) {
    constexpr std::array<std::string_view, 5> kCodes{"ExpiredToken", "ExpiredTokenException",
                                                     "TokenRefreshRequired", "InvalidClientTokenId",
                                                     "UnrecognizedClientException"};
    return is_one_of(refusal.code, kCodes);
}

}  // namespace scan
