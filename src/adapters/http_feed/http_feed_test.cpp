#include "adapters/http_feed/http_feed.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/raw_server.h"
#include "adapters/http_feed/testing/http_feed_fixture.h"

namespace scan {
namespace {

using std::chrono::seconds;

TEST_F(HttpFeedTest, AsksByTheContractAndHandsThePageOn) {
    ScriptedFeed server([](const auto&, auto& response) {
        response.set_content(R"({"ScanEvents":[]})", "application/json");
    });
    EXPECT_EQ(fetch(server.url(), 83269).value().body, R"({"ScanEvents":[]})");
    ASSERT_EQ(server.requests().size(), 1u);
    const httplib::Request request = server.requests().front();
    EXPECT_EQ(request.target, "/v1/scans/scanevents?FromEventId=83269&Limit=100");
    EXPECT_EQ(request.get_header_value("Accept"), "application/json");
    EXPECT_EQ(request.get_header_value("Accept-Encoding"), "gzip");
    EXPECT_FALSE(request.has_header("Authorization"));
}

TEST_F(HttpFeedTest, AsksAgainOnTheSameConnection) {
    ScriptedFeed server([](const auto&, auto&) {});
    {
        const auto feed = connect(server.url());
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    }
    for (const auto& request : server.requests())
        EXPECT_EQ(request.remote_port, server.requests().front().remote_port);
}

TEST_F(HttpFeedTest, TakesNoContentAndAnEmptyBodyAsAnEmptyPage) {
    for (const int status : {200, 204}) {
        ScriptedFeed server([&](const auto&, auto& response) { response.status = status; });
        const auto reply = fetch(server.url());
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_EQ(reply->kind, FeedReply::Kind::page);
        EXPECT_EQ(reply->body, "");
    }
}

TEST_F(HttpFeedTest, DoesNotTakeAWrongUrlForAQuietFeed) {
    ScriptedFeed server([](const auto&, auto& response) { response.status = 404; });
    expect_error(fetch(server.url()), ErrorCode::rejected, "feed.url and feed.path");
    settings_.empty_status = 404;
    EXPECT_EQ(fetch(server.url()).value().body, "");
}

TEST_F(HttpFeedTest, SaysThatTheIdIsGone) {
    ScriptedFeed server([](const auto&, auto& response) { response.status = 410; });
    EXPECT_EQ(fetch(server.url()).value().kind, FeedReply::Kind::gone);
}

TEST_F(HttpFeedTest, HandsALoginPageOnToTheCodec) {
    ScriptedFeed server([](const auto&, auto& response) {
        response.set_content("<html>log in</html>", "text/html");
    });
    EXPECT_EQ(fetch(server.url()).value().body, "<html>log in</html>");
}

TEST_F(HttpFeedTest, CarriesRetryAfterAsSecondsAndAsADate) {
    std::string retry_after = "17";
    ScriptedFeed server([&](const auto&, auto& response) {
        response.status = 429;
        response.set_header("Retry-After", retry_after);
    });
    auto reply = fetch(server.url());
    expect_error(reply, ErrorCode::throttled, "429");
    EXPECT_EQ(reply.error().retry_after, seconds(17));
    ASSERT_EQ(clock_.utc_now().to_string(), "2026-01-01T01:00:00.0000000Z");
    retry_after = "Thu, 01 Jan 2026 01:00:30 GMT";
    EXPECT_EQ(fetch(server.url()).error().retry_after, seconds(30));
}

TEST_F(HttpFeedTest, AsksFromOneWhereTheFeedRefusesZeroAndRemembersThat) {
    ScriptedFeed server([](const auto& request, auto& response) {
        if (request.get_param_value("FromEventId") == "0") response.status = 400;
    });
    {
        const auto feed = connect(server.url());
        EXPECT_TRUE(feed->fetch(EventId{0}, 100, {}));
        EXPECT_TRUE(feed->fetch(EventId{0}, 100, {}));
        EXPECT_TRUE(feed->fetch(EventId{9}, 100, {}));
    }
    EXPECT_EQ(server.asked_from(), (std::vector<std::string>{"0", "1", "1", "9"}));
}

TEST_F(HttpFeedTest, AsksFromZeroWhereTheFeedTakesIt) {
    ScriptedFeed server([](const auto&, auto&) {});
    EXPECT_TRUE(fetch(server.url(), 0));
    EXPECT_EQ(server.asked_from(), (std::vector<std::string>{"0"}));
}

TEST_F(HttpFeedTest, DoesNotBlameTheZeroWhereTheFeedRefusesOneToo) {
    ScriptedFeed server([](const auto&, auto& response) {
        response.status = 400;
        response.set_content("no such\ntenant", "text/plain");
    });
    {
        const auto feed = connect(server.url());
        expect_error(feed->fetch(EventId{0}, 100, {}), ErrorCode::denied, "400: no such tenant");
        expect_error(feed->fetch(EventId{0}, 100, {}), ErrorCode::denied, "400: no such tenant");
    }
    EXPECT_EQ(server.asked_from(), (std::vector<std::string>{"0", "1", "0", "1"}));
}

TEST_F(HttpFeedTest, FollowsARedirectWithinTheOriginWithItsCredential) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::of_text("t0ken");
    ScriptedFeed server([](const auto& request, auto& response) {
        if (request.path == "/v1/scans/scanevents")
            return response.set_redirect("/v2?FromEventId=7");
        response.set_content(request.get_header_value("Authorization"), "text/plain");
    });
    EXPECT_EQ(fetch(server.url()).value().body, "Bearer t0ken");
}

TEST_F(HttpFeedTest, FollowsNoRedirectToAnotherHost) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::of_text("t0ken");
    ScriptedFeed other([](const auto&, auto&) {});
    ScriptedFeed server(
        [&](const auto&, auto& response) { response.set_redirect(other.url() + "/x?y=s3cret"); });
    const auto reply = fetch(server.url());
    expect_error(reply, ErrorCode::denied, other.url());
    EXPECT_FALSE(contains(reply.error().message, "s3cret"));
    EXPECT_TRUE(other.requests().empty());
}

TEST_F(HttpFeedTest, EndsARedirectInCircles) {
    ScriptedFeed server([](const auto&, auto& response) { response.set_redirect("/round"); });
    expect_error(fetch(server.url()), ErrorCode::denied, "again and again");
    EXPECT_EQ(server.requests().size(), 6u);
}

TEST_F(HttpFeedTest, BoundsThePageAndNamesTheSetting) {
    settings_.page_bytes_max = 1000;
    ScriptedFeed server([](const auto&, auto& response) {
        response.set_content(std::string(1'000'000, ' '), "text/plain");
    });
    expect_error(fetch(server.url()), ErrorCode::rejected, "feed.page_bytes_max");
}

TEST_F(HttpFeedTest, CallsATruncatedPageAnError) {
    RawServer server([](RawConnection& connection) {
        connection.read_request();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ScanEvents\":[");
    });
    expect_error(fetch(server.url()), ErrorCode::transient,
                 "closed before the answer was complete");
}

TEST_F(HttpFeedTest, NamesFeedUrlWhereNobodyListens) {
    expect_error(fetch("http://127.0.0.1:" + std::to_string(closed_port())), ErrorCode::transient,
                 "feed.url");
}

TEST_F(HttpFeedTest, EndsAfterItsTimeout) {
    settings_.timeout = std::chrono::milliseconds(200);
    RawServer server([](RawConnection& connection) { connection.hang(); });
    expect_error(fetch(server.url()), ErrorCode::transient, "timed out");
}

TEST_F(HttpFeedTest, StopsWhileTheFeedHangs) {
    std::stop_source stop;
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        stop.request_stop();
        connection.hang();
    });
    expect_error(connect(server.url())->fetch(EventId{7}, 100, stop.get_token()),
                 ErrorCode::stopped, "stopped");
}

TEST_F(HttpFeedTest, WaitsForItsTurnUnderTheRateLimit) {
    settings_.rate_limit = 0.5;
    ScriptedFeed server([](const auto&, auto&) {});
    const auto feed = connect(server.url());
    const Instant start = clock_.now();
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    EXPECT_EQ(clock_.now() - start, seconds(4));
}

TEST_F(HttpFeedTest, StopsWhileItWaitsForItsTurn) {
    SystemClock clock;
    std::stop_source stop;
    ScriptedFeed server([&](const auto&, auto&) { stop.request_stop(); });
    settings_.url = server.url();
    settings_.rate_limit = 0.001;
    const auto feed = HttpFeed::create(settings_, clock).value();
    (void)feed->fetch(EventId{7}, 100, {});
    expect_error(feed->fetch(EventId{7}, 100, stop.get_token()), ErrorCode::stopped, "stopped");
    EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(HttpFeedTest, IsNotMadeWithSettingsThatCannotWork) {
    settings_.url = "ftp://feed.example.com";
    const auto feed = HttpFeed::create(settings_, clock_);
    ASSERT_FALSE(feed);
    EXPECT_PRED2(contains, feed.error().message, "feed.url");
}

}  // namespace
}  // namespace scan
