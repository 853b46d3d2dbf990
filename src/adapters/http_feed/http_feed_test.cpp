#include "adapters/http_feed/http_feed.h"

#include <gtest/gtest.h>

#include <mutex>
#include <vector>

#include "adapters/http/testing/certificates.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/raw_server.h"
#include "adapters/http/testing/temporary_folder.h"

namespace scan {
namespace {

using std::chrono::seconds;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// What a test makes the feed answer, and what the feed was asked.
class ScriptedFeed {
public:
    using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;

    explicit ScriptedFeed(Answer answer)
        : answer_(std::move(answer)), server_([this](httplib::Server& server) {
              server.Get(".*",
                         [this](const httplib::Request& request, httplib::Response& response) {
                             const std::scoped_lock lock(mutex_);
                             requests_.push_back(request);
                             answer_(request, response);
                         });
          }) {}

    std::string url() const { return server_.url(); }
    int port() const { return server_.port(); }

    std::vector<httplib::Request> requests() {
        const std::scoped_lock lock(mutex_);
        return requests_;
    }

    std::vector<std::string> asked_from() {
        std::vector<std::string> ids;
        for (const auto& request : requests())
            ids.push_back(request.get_param_value("FromEventId"));
        return ids;
    }

private:
    std::mutex mutex_;
    Answer answer_;
    std::vector<httplib::Request> requests_;
    HttpServer server_;
};

class HttpFeedTest : public testing::Test {
protected:
    HttpFeedTest() { forget_proxies(); }

    std::unique_ptr<HttpFeed> connect(const std::string& url) {
        settings_.url = url;
        settings_.path = "/v1/scans/scanevents";
        auto feed = HttpFeed::create(settings_, clock_);
        EXPECT_TRUE(feed) << feed.error().message;
        return std::move(*feed);
    }

    Result<FeedReply> fetch(const std::string& url, std::int64_t from = 7) {
        return connect(url)->fetch(EventId{from}, 100, {});
    }

    static void expect_error(const Result<FeedReply>& reply, ErrorCode code,
                             const std::string& message) {
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, code) << reply.error().message;
        EXPECT_PRED2(contains, reply.error().message, message);
    }

    ManualClock clock_;
    TemporaryFolder folder_;
    HttpFeedSettings settings_;
};

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

TEST_F(HttpFeedTest, ShowsItsApiKeyInTheHeaderOfItsName) {
    settings_.auth = HttpFeedAuth::api_key;
    settings_.api_key_header = "X-Scan-Key";
    settings_.token = Secret::of_text("k3y");
    ScriptedFeed server([](const auto& request, auto& response) {
        response.set_content(request.get_header_value("X-Scan-Key"), "text/plain");
    });
    EXPECT_EQ(fetch(server.url()).value().body, "k3y");
}

TEST_F(HttpFeedTest, NamesTheSettingWhereItsCredentialIsRefusedAndDoesNotHammer) {
    struct Row {
        HttpFeedAuth auth;
        const char* settings;
    };
    settings_.token = Secret::of_text("wr0ng");
    settings_.api_key_header = "X-Api-Key";
    for (const int status : {401, 403}) {
        for (const Row& row :
             {Row{HttpFeedAuth::none, "feed.auth"}, Row{HttpFeedAuth::bearer, "feed.token"},
              Row{HttpFeedAuth::api_key, "feed.token and feed.api_key_header"}}) {
            settings_.auth = row.auth;
            ScriptedFeed server([&](const auto&, auto& response) { response.status = status; });
            const auto reply = fetch(server.url());
            expect_error(reply, ErrorCode::denied, row.settings);
            EXPECT_FALSE(contains(reply.error().message, "wr0ng"));
            EXPECT_EQ(server.requests().size(), 1u);
        }
    }
}

TEST_F(HttpFeedTest, ReadsARotatedTokenFileAgainWhenTheOldTokenIsRefused) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::in_file(folder_.write("token", "old\n"));
    std::string wanted = "Bearer old";
    ScriptedFeed server([&](const auto& request, auto& response) {
        if (request.get_header_value("Authorization") != wanted) response.status = 401;
    });
    {
        const auto feed = connect(server.url());
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
        wanted = "Bearer new";
        expect_error(feed->fetch(EventId{7}, 100, {}), ErrorCode::denied, "feed.token");
        folder_.write("token", "new\n");
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    }
    EXPECT_EQ(server.requests().size(), 4u);
}

TEST_F(HttpFeedTest, RefusesATokenThatWouldBeginAnotherHeader) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::of_text("s3cret\r\nX-Other: x");
    const auto reply = fetch("http://127.0.0.1:1");
    expect_error(reply, ErrorCode::denied, "feed.token");
    EXPECT_FALSE(contains(reply.error().message, "s3cret"));
}

TEST_F(HttpFeedTest, TalksTlsWithItsOwnAuthorityAndClientCertificate) {
    CertificateAuthority authority(folder_, "authority");
    const CertificateFiles server_files = authority.issue("server", "IP:127.0.0.1");
    const CertificateFiles client_files = authority.issue("client", "DNS:client");
    auto tls = std::make_unique<httplib::SSLServer>(
        server_files.certificate.c_str(), server_files.key.c_str(), authority.file().c_str());
    // So that the refusal of a client certificate comes within the handshake, before the connection is closed.
    ::SSL_CTX_set_max_proto_version(tls->ssl_context(), TLS1_2_VERSION);
    HttpServer server([](httplib::Server& routed) { routed.Get(".*", [](const auto&, auto&) {}); },
                      std::move(tls));
    const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
    expect_error(fetch(url), ErrorCode::denied, "feed.ca_file");
    settings_.ca_file = authority.file();
    expect_error(fetch(url), ErrorCode::denied, "feed.client_cert");
    settings_.client_cert = client_files.certificate;
    settings_.client_key = client_files.key;
    EXPECT_TRUE(fetch(url));
}

TEST_F(HttpFeedTest, IsNotMadeWithSettingsThatCannotWork) {
    settings_.url = "ftp://feed.example.com";
    const auto feed = HttpFeed::create(settings_, clock_);
    ASSERT_FALSE(feed);
    EXPECT_PRED2(contains, feed.error().message, "feed.url");
}

}  // namespace
}  // namespace scan
