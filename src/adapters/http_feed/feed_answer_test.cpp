#include "adapters/http_feed/feed_answer.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

FeedAnswerRules rules() {
    return {RequestUrl::parse("https://feed.example.com/v1?code=s3cret").value(),
            std::nullopt,
            "feed.token",
            {"s3cret", "other key"}};
}

HttpResponse answer(int status, std::string body = {}) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

const UtcTime kNow = UtcTime::parse("2026-01-01T00:00:00Z").value();

Error error_of(HttpResponse response) {
    const auto reply = read_feed_answer(std::move(response), rules(), kNow);
    EXPECT_FALSE(reply);
    return reply ? Error{} : reply.error();
}

TEST(FeedAnswer, OfAPageIsItsBodyWhateverItsContent) {
    for (const char* body : {R"({"ScanEvents":[]})", "null", "", "<html>Please log in</html>"}) {
        const auto reply = read_feed_answer(answer(200, body), rules(), kNow);
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->kind, FeedReply::Kind::page);
        EXPECT_EQ(reply->body, body);
    }
}

TEST(FeedAnswer, NoContentIsAnEmptyPage) {
    const auto reply = read_feed_answer(answer(204), rules(), kNow);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, FeedReply::Kind::page);
    EXPECT_EQ(reply->body, "");
}

TEST(FeedAnswer, NotFoundIsAnErrorSoThatAWrongUrlDoesNotLookLikeAQuietFeed) {
    const Error error = error_of(answer(404, "not here"));
    EXPECT_EQ(error.code, ErrorCode::rejected);
    EXPECT_PRED2(contains, error.message, "feed.example.com:443 answered 404");
    EXPECT_PRED2(contains, error.message, "feed.url and feed.path");
    EXPECT_PRED2(contains, error.message, "feed.empty_status = 404");
}

TEST(FeedAnswer, NotFoundIsAnEmptyPageWhereEmptyStatusSaysSo) {
    FeedAnswerRules with_empty = rules();
    with_empty.empty_status = 404;
    const auto reply = read_feed_answer(answer(404, "no events"), with_empty, kNow);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, FeedReply::Kind::page);
    EXPECT_EQ(reply->body, "");
    EXPECT_FALSE(read_feed_answer(answer(400), with_empty, kNow));
}

TEST(FeedAnswer, GoneIsNoError) {
    const auto reply = read_feed_answer(answer(410, "expired"), rules(), kNow);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, FeedReply::Kind::gone);
    EXPECT_EQ(reply->body, "");
}

struct Row {
    int status;
    ErrorCode code;
};

TEST(FeedAnswer, OfEachStatusSaysWhatTheCallerMayDo) {
    const Row kRows[] = {
        {202, ErrorCode::rejected},  {206, ErrorCode::rejected},  {304, ErrorCode::rejected},
        {400, ErrorCode::denied},    {401, ErrorCode::denied},    {403, ErrorCode::denied},
        {404, ErrorCode::rejected},  {405, ErrorCode::denied},    {407, ErrorCode::denied},
        {408, ErrorCode::transient}, {422, ErrorCode::denied},    {425, ErrorCode::transient},
        {429, ErrorCode::throttled}, {500, ErrorCode::transient}, {502, ErrorCode::transient},
        {503, ErrorCode::throttled}, {504, ErrorCode::transient}, {599, ErrorCode::transient},
    };
    for (const Row& row : kRows) {
        const Error error = error_of(answer(row.status));
        EXPECT_EQ(error.code, row.code) << row.status;
        EXPECT_PRED2(contains, error.message, std::to_string(row.status));
        EXPECT_FALSE(contains(error.message, "s3cret")) << error.message;
    }
}

TEST(FeedAnswer, CarriesRetryAfterInBothForms) {
    for (const int status : {408, 425, 429, 500, 502, 503, 504, 599}) {
        HttpResponse response = answer(status);
        EXPECT_EQ(error_of(response).retry_after, std::nullopt);
        response.retry_after = "17";
        EXPECT_EQ(error_of(response).retry_after, seconds(17));
        response.retry_after = "Thu, 01 Jan 2026 00:01:00 GMT";
        EXPECT_EQ(error_of(response).retry_after, seconds(60));
        response.retry_after = "Fri, 31 Dec 9999 23:59:59 GMT";
        EXPECT_EQ(error_of(response).retry_after, hours(24));
        response.retry_after = "later";
        EXPECT_EQ(error_of(response).retry_after, std::nullopt);
    }
}

TEST(FeedAnswer, RefusingTheCredentialNamesItsSetting) {
    for (const int status : {401, 403})
        EXPECT_PRED2(contains, error_of(answer(status)).message, "check feed.token");
}

TEST(FeedAnswer, RedirectedElsewhereIsDeniedAndNamesTheTarget) {
    HttpResponse response = answer(301);
    response.redirect_origin = "https://other.example.com:443";
    const Error error = error_of(response);
    EXPECT_EQ(error.code, ErrorCode::denied);
    EXPECT_PRED2(contains, error.message, "https://other.example.com:443");
    EXPECT_PRED2(contains, error.message, "feed.url");
}

TEST(FeedAnswer, RedirectedInCirclesIsDenied) {
    HttpResponse response = answer(302);
    response.redirect_origin = rules().url.origin();
    EXPECT_EQ(error_of(response).code, ErrorCode::denied);
    EXPECT_PRED2(contains, error_of(response).message, "again and again");
}

TEST(FeedAnswer, RefusingIsQuotedInOneShortLineWithoutTheCredential) {
    EXPECT_PRED2(contains, error_of(answer(400, "<p>\nno such\ttenant</p>")).message,
                 "answered 400: <p> no such tenant</p>");
    EXPECT_EQ(error_of(answer(400)).message, "the feed at feed.example.com:443 answered 400");
    const std::string echoed = error_of(answer(422, "the token s3cret, s3cret is odd")).message;
    EXPECT_PRED2(contains, echoed, "the token ***, *** is odd");
    EXPECT_LT(error_of(answer(400, std::string(100'000, 'x'))).message.size(), 300u);
}

TEST(FeedAnswer, ThatIsAnErrorSaysHostStatusTypeAndHowItBegins) {
    HttpResponse response = answer(502, "<html>\n<title>Bad\tgateway</title>");
    response.content_type = "text/html; charset=utf-8";
    EXPECT_EQ(error_of(response).message,
              "the feed at feed.example.com:443 answered 502 text/html; charset=utf-8: <html> "
              "<title>Bad gateway</title>");
    for (const int status : {202, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504}) {
        response.status = status;
        const std::string message = error_of(response).message;
        EXPECT_PRED2(contains, message, "feed.example.com:443 answered " + std::to_string(status));
        EXPECT_PRED2(contains, message, "text/html");
        EXPECT_PRED2(contains, message, "<title>Bad gateway</title>");
        EXPECT_LT(message.size(), 500u);
    }
    response.content_type = "text/\x1b[2J" + std::string(1000, 'x');
    const std::string message = error_of(response).message;
    EXPECT_FALSE(contains(message, "\x1b"));
    EXPECT_LT(message.size(), 500u);
}

TEST(FeedAnswer, OfAPageComesWithASummaryForTheCaseThatItIsNone) {
    HttpResponse response = answer(200, "<html>Sign in, s3cret or other key</html>");
    response.content_type = "text/html";
    const auto reply = read_feed_answer(std::move(response), rules(), kNow);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->summary,
              "the feed at feed.example.com:443 answered 200 text/html: <html>Sign in, *** or "
              "***</html>");
    EXPECT_EQ(about(*reply, {ErrorCode::rejected, "no page"}).message,
              reply->summary + "; no page");
}

TEST(FeedAnswer, NeverQuotesHalfOfASecretWhereTheQuoteIsCut) {
    for (std::size_t before = 900; before < 1100; ++before) {
        // Blanks, which a quote leaves out, put any part of a long body into it.
        const std::string body = std::string(before, ' ') + "s3cret" + std::string(2000, 'x');
        EXPECT_FALSE(contains(error_of(answer(500, body)).message, "s3c")) << before;
    }
}

// A server can do that on purpose; the work must grow with the answer's length, not with its square.
TEST(FeedAnswer, RepeatingTheCredentialMillionsOfTimesIsStillOneShortLine) {
    std::string body;
    while (body.size() < 16 * 1024 * 1024) body += "s3cret";
    const std::string message = error_of(answer(500, body)).message;
    EXPECT_PRED2(contains, message, "answered 500: ******");
    EXPECT_FALSE(contains(message, "s3cret"));
    EXPECT_LT(message.size(), 300u);
}

}  // namespace
}  // namespace scan
