#include "adapters/sqs/aws_refusal.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/http/one_line.h"
#include "adapters/sqs/xml_element.h"

namespace scan {
namespace {

constexpr std::size_t kCodeBytesMax = 100;
constexpr std::size_t kMessageBytesMax = 300;

template <std::size_t N>
bool is_one_of(std::string_view code, const std::array<std::string_view, N>& codes) {
    return std::ranges::find(codes, code) != codes.end();
}

// What a code alone says; nullopt: it is nobody we know.
std::optional<ErrorCode> meaning(std::string_view code) {
    constexpr std::array<std::string_view, 14> kThrottled{"RequestThrottled",
                                                          "Throttling",
                                                          "ThrottlingException",
                                                          "ThrottledException",
                                                          "Throttled",
                                                          "RequestThrottledException",
                                                          "TooManyRequestsException",
                                                          "SlowDown",
                                                          "OverLimit",
                                                          "KmsThrottled",
                                                          "KMSThrottling",
                                                          "RequestLimitExceeded",
                                                          "PriorRequestNotComplete",
                                                          "BandwidthLimitExceeded"};
    constexpr std::array<std::string_view, 7> kTransient{"InternalFailure",
                                                         "InternalError",
                                                         "InternalServerError",
                                                         "ServiceUnavailable",
                                                         "RequestTimeout",
                                                         "RequestTimeoutException",
                                                         "ServiceUnavailableException"};
    constexpr std::array<std::string_view, 10> kRejected{"InvalidMessageContents",
                                                         "InvalidParameterValue",
                                                         "InvalidParameterValueException",
                                                         "InvalidParameter",
                                                         "BatchRequestTooLong",
                                                         "ReceiptHandleIsInvalid",
                                                         "MessageNotInflight",
                                                         "InvalidIdFormat",
                                                         "MissingParameter",
                                                         "MissingRequiredParameterException"};
    if (is_one_of(code, kThrottled)) return ErrorCode::throttled;
    if (is_one_of(code, kTransient)) return ErrorCode::transient;
    if (is_one_of(code, kRejected)) return ErrorCode::rejected;
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

// `com.amazonaws.sqs#QueueDoesNotExist`, `AWS.SimpleQueueService.NonExistentQueue;Sender`, `QueueDoesNotExist:http://…`.
std::string bare_code(std::string_view code) {
    if (const auto hash = code.rfind('#'); hash != code.npos) code.remove_prefix(hash + 1);
    code = code.substr(0, code.find_first_of(";:"));
    if (const auto dot = code.rfind('.'); dot != code.npos) code.remove_prefix(dot + 1);
    return one_line(code, kCodeBytesMax);
}

AwsRefusal parse_json(std::string_view body) {
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) return {};
    AwsRefusal refusal;
    std::string_view text;
    for (const std::string_view key : {"__type", "code", "Code"}) {
        if (refusal.code.empty() && answer[key].get(text) == simdjson::SUCCESS)
            refusal.code = bare_code(text);
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
    return {bare_code(xml_text(*error, "Code")),
            one_line(xml_text(*error, "Message"), kMessageBytesMax)};
}

Error refusal_error(const AwsRefusal& refusal, int status) {
    if (refusal.code.empty())
        return {meaning_of_status(status), fmt::format("answered {}", status)};
    return {meaning(refusal.code).value_or(meaning_of_status(status)),
            fmt::format("answered {} {}", status, text_of(refusal))};
}

Error entry_error(const AwsRefusal& refusal, bool is_senders_fault) {
    const ErrorCode otherwise = is_senders_fault ? ErrorCode::rejected : ErrorCode::transient;
    return {meaning(refusal.code).value_or(otherwise), text_of(refusal)};
}

bool wants_other_credentials(const AwsRefusal& refusal) {
    constexpr std::array<std::string_view, 5> kCodes{"ExpiredToken", "ExpiredTokenException",
                                                     "TokenRefreshRequired", "InvalidClientTokenId",
                                                     "UnrecognizedClientException"};
    return is_one_of(refusal.code, kCodes);
}

}  // namespace scan
