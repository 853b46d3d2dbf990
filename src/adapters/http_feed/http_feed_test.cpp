#include "adapters/http_feed/http_feed.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/http/testing/raw_server.h"
#include "adapters/http_feed/testing/http_feed_fixture.h"
#include "pipeline/fetching/feed_reader.h"

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

TEST_F(HttpFeedTest, WhatCameInsteadOfAPageIsNamedWithItsSender) {
    const std::pair<const char*, const char*> bodies[] = {
        {"<html>log in</html>", "it begins with neither { nor ["},
        {R"({"error":"no such tenant"})", "an object with neither ScanEvents nor EventId"},
        {R"([{"ParcelId":7}])", "no event of the feed's page has a usable EventId"},
    };
    for (const auto& [body, fault] : bodies) {
        ScriptedFeed server(
            [&](const auto&, auto& response) { response.set_content(body, "text/html"); });
        const auto feed = connect(server.url());
        const auto reading = FeedReader(*feed).read(EventId{7}, 100, {});
        ASSERT_FALSE(reading);
        EXPECT_EQ(reading.error().code, ErrorCode::rejected);
        EXPECT_PRED2(contains, reading.error().message,
                     fmt::format("the feed at 127.0.0.1:{} answered 200 text/html: {}; ",
                                 server.port(), body));
        EXPECT_TRUE(reading.error().message.ends_with(fault)) << reading.error().message;
    }
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
        expect_error(feed->fetch(EventId{0}, 100, {}), ErrorCode::denied,
                     "400 text/plain: no such tenant");
        expect_error(feed->fetch(EventId{0}, 100, {}), ErrorCode::denied,
                     "400 text/plain: no such tenant");
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

TEST_F(HttpFeedTest, SaysThatAPageIsTooLarge) {
    settings_.page_bytes_max = 1000;
    ScriptedFeed server([](const auto&, auto& response) {
        response.set_content(std::string(1'000'000, ' '), "text/plain");
    });
    const auto reply = fetch(server.url());
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->kind, FeedReply::Kind::too_large);
    EXPECT_TRUE(reply->body.empty());
}

TEST_F(HttpFeedTest, BlamesThePagesSizeForNothingElse) {
    for (const std::string& head :
         {std::string("Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\n12345"),
          std::string("Content-Encoding: br\r\nContent-Length: 5\r\n\r\n12345"),
          "X: " + std::string(70'000, 'x') + "\r\nContent-Length: 0\r\n\r\n"}) {
        RawServer server([&](RawConnection& connection) {
            connection.read_request();
            connection.write("HTTP/1.1 200 OK\r\n" + head);
        });
        const auto reply = fetch(server.url());
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, ErrorCode::rejected);
        EXPECT_FALSE(contains(reply.error().message, "page_bytes_max")) << reply.error().message;
        EXPECT_FALSE(contains(reply.error().message, "disk")) << reply.error().message;
    }
}

TEST_F(HttpFeedTest, SendsTheOperatorsHeadersAndReadsTheirFilesEachTime) {
    const std::string file = folder_.write("key", "first\n");
    settings_.headers = parse_feed_headers("X-Tenant: 5; Ocp-Apim-Key: @" + file).value();
    ScriptedFeed server([](const auto&, auto&) {});
    {
        const auto feed = connect(server.url());
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
        folder_.write("key", "second");
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
        folder_.write("key", "");
        expect_error(feed->fetch(EventId{7}, 100, {}), ErrorCode::denied,
                     "feed.headers: Ocp-Apim-Key: the secret file");
    }
    ASSERT_EQ(server.requests().size(), 2u);
    EXPECT_EQ(server.requests()[0].get_header_value("X-Tenant"), "5");
    EXPECT_EQ(server.requests()[0].get_header_value("Ocp-Apim-Key"), "first");
    EXPECT_EQ(server.requests()[1].get_header_value("Ocp-Apim-Key"), "second");
    EXPECT_TRUE(
        server.requests()[0].get_header_value("User-Agent").starts_with("scan-event-worker/"));
}

TEST_F(HttpFeedTest, QuotesNoHeaderOfTheOperators) {
    settings_.headers = parse_feed_headers("X-Key: s3cret").value();
    ScriptedFeed server([](const auto& request, auto& response) {
        response.status = 500;
        response.set_content("your key is " + request.get_header_value("X-Key"), "text/plain");
    });
    expect_error(fetch(server.url()), ErrorCode::transient, "your key is ***");
}

TEST_F(HttpFeedTest, OpensANewConnectionOnceTheOldOneIsAsOldAsItMayBe) {
    settings_.connection_max_age = seconds(60);
    ScriptedFeed server([](const auto&, auto&) {});
    {
        const auto feed = connect(server.url());
        for (int i = 0; i < 4; ++i) {
            EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
            clock_.advance(seconds(30));
        }
    }
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 4u);
    EXPECT_EQ(requests[0].remote_port, requests[1].remote_port);
    EXPECT_NE(requests[1].remote_port, requests[2].remote_port);
    EXPECT_EQ(requests[2].remote_port, requests[3].remote_port);
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
