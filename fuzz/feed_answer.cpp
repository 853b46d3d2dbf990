#include "adapters/http_feed/feed_answer.h"

#include <charconv>

#include "adapters/http/one_line.h"
#include "base/utf8.h"
#include "fuzz/target.h"

namespace scan {
namespace {

const UtcTime kNow = UtcTime::parse("2026-01-01T00:00:00Z").value();
constexpr std::string_view kCredential = "s3cret";

void check_one_line(std::string_view text) {
    for (const std::size_t length_max : {std::size_t{0}, std::size_t{7}, text.size()}) {
        const std::string line = one_line(text, length_max);
        promise(line.size() <= length_max + std::string_view("…").size(), "a line is bounded");
        promise(is_utf8(line) && line.find_first_of("\r\n") == line.npos, "a line is one line");
    }
}

}  // namespace

// The status, Retry-After and where a redirect leads, a line each; then the body.
void fuzz(std::string_view input) {
    const std::string_view number = take_line(input);
    HttpResponse response;
    std::from_chars(number.data(), number.data() + number.size(), response.status);
    response.retry_after = take_line(input);
    response.redirect_origin = take_line(input);
    response.body = input;
    const bool is_redirect = response.status >= 300 && response.status < 400;

    static const FeedAnswerRules kRules{RequestUrl::parse("https://feed.example.com/v1").value(),
                                        404,
                                        "feed.token",
                                        {std::string(kCredential)}};
    const auto reply = read_feed_answer(std::move(response), kRules, kNow);
    check_one_line(input);
    if (reply) {
        promise(is_utf8(reply->summary) && reply->summary.find('\n') == reply->summary.npos &&
                    reply->summary.size() < 500,
                "a summary is one short line");
        promise(reply->summary.find(kCredential) == reply->summary.npos,
                "no summary quotes a credential");
        promise(reply->body.empty() || reply->body == input, "a page is handed on as it is");
        return;
    }
    const Error& error = reply.error();
    promise(error.code != ErrorCode::stopped, "an answer stops nobody");
    promise(!error.retry_after || (*error.retry_after >= Duration::zero() &&
                                   *error.retry_after <= std::chrono::hours(24)),
            "a pause has its bounds");
    if (is_redirect) return;  // whose target is an origin, and so a line already
    promise(is_utf8(error.message) && error.message.find('\n') == error.message.npos &&
                error.message.size() < 500,
            "an error is one short line");
    promise(error.message.find(kCredential) == error.message.npos, "no error quotes a credential");
}

}  // namespace scan
