#include "adapters/http_feed/oauth2_token.h"

#include <gtest/gtest.h>

#include <mutex>
#include <vector>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/raw_server.h"
#include "adapters/http/testing/temporary_folder.h"
#include "adapters/http_feed/http_feed.h"
#include "base/base64.h"
#include "operations/telling/credential_board.h"

namespace scan {
namespace {

using std::chrono::seconds;

// An authorization server and a feed in one: grants token-1, token-2, …, and the feed takes those that `valid` says.
class AuthorizingFeed {
public:
    AuthorizingFeed()
        : server_([this](httplib::Server& server) {
              server.Post(
                  "/token", [this](const httplib::Request& request, httplib::Response& response) {
                      const std::scoped_lock lock(mutex);
                      token_requests.push_back(request);
                      response.status = token_status;
                      if (!retry_after.empty()) response.set_header("Retry-After", retry_after);
                      if (token_status != 200 && token_status != 201)
                          return response.set_content(token_error, "application/json");
                      response.set_content("{\"access_token\":\"token-" +
                                               std::to_string(++granted) + "\",\"token_type\":\"" +
                                               token_type + "\",\"expires_in\":1000}",
                                           "application/json");
                  });
              server.Get("/v1",
                         [this](const httplib::Request& request, httplib::Response& response) {
                             const std::scoped_lock lock(mutex);
                             shown.push_back(request.get_header_value("Authorization"));
                             response.status = feed_status;
                             if (granted < valid_from) response.status = 401;
                         });
          }) {}

    std::string url() const { return server_.url(); }

    std::mutex mutex;
    int token_status = 200;
    std::string token_error;
    std::string token_type = "Bearer";
    std::string retry_after;
    int feed_status = 200;
    int valid_from = 0;  // grants below this one are refused by the feed
    int granted = 0;
    std::vector<httplib::Request> token_requests;
    std::vector<std::string> shown;

private:
    HttpServer server_;
};

class OAuth2 : public testing::Test {
protected:
    OAuth2() {
        forget_proxies();
        settings_.url = server_.url();
        settings_.path = "/v1";
        settings_.auth = HttpFeedAuth::oauth2;
        settings_.credentials = &credentials_;
        settings_.oauth2 = {server_.url() + "/token", "worker 1", Secret::of_text("s3:cret"),
                            "scans.read"};
    }

    Result<FeedReply> fetch() {
        if (!feed_) feed_ = HttpFeed::create(settings_, clock_).value();
        return feed_->fetch(EventId{7}, 100, {});
    }

    void expect_error(ErrorCode code, const std::string& message) {
        const auto reply = fetch();
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, code) << reply.error().message;
        EXPECT_PRED2(contains, reply.error().message, message);
        EXPECT_FALSE(contains(reply.error().message, "s3:cret")) << reply.error().message;
        EXPECT_FALSE(contains(reply.error().message, "token-")) << reply.error().message;
    }

    void token_url_answers(int status, const std::string& error = {}) {
        server_.token_status = status;
        server_.token_error = error;
    }

    ManualClock clock_;
    CredentialBoard credentials_{clock_};
    TemporaryFolder folder_;
    AuthorizingFeed server_;
    HttpFeedSettings settings_;
    std::unique_ptr<HttpFeed> feed_;
};

TEST_F(OAuth2, AsksForATokenByTheStandardAndShowsIt) {
    ASSERT_TRUE(fetch());
    ASSERT_EQ(server_.token_requests.size(), 1u);
    const httplib::Request& request = server_.token_requests.front();
    EXPECT_EQ(request.get_header_value("Authorization"), "Basic " + base64("worker%201:s3%3Acret"));
    EXPECT_EQ(request.get_header_value("Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(request.body, "grant_type=client_credentials&scope=scans.read");
    EXPECT_EQ(server_.shown, (std::vector<std::string>{"Bearer token-1"}));
}

TEST_F(OAuth2, PutsTheClientIntoTheFormWhereTheServerLooksThere) {
    settings_.oauth2.client_auth = OAuth2ClientAuth::form;
    settings_.oauth2.parameters = "audience=https://api.example/&resource=x";
    ASSERT_TRUE(fetch());
    const httplib::Request& request = server_.token_requests.front();
    EXPECT_FALSE(request.has_header("Authorization"));
    EXPECT_EQ(request.body,
              "grant_type=client_credentials&scope=scans.read"
              "&audience=https%3A%2F%2Fapi.example%2F&resource=x"
              "&client_id=worker%201&client_secret=s3%3Acret");
}

TEST_F(OAuth2, SendsMoreParametersBesideBasicToo) {
    settings_.oauth2.parameters = "audience=a";
    ASSERT_TRUE(fetch());
    EXPECT_EQ(server_.token_requests.front().body,
              "grant_type=client_credentials&scope=scans.read&audience=a");
    EXPECT_TRUE(server_.token_requests.front().has_header("Authorization"));
}

TEST_F(OAuth2, TakesATokenThatWasCreatedAndIsCalledBearerToken) {
    token_url_answers(201);
    for (const char* type : {"BearerToken", "BEARERTOKEN", "bearer", "BEARER"}) {
        server_.token_type = type;
        feed_.reset();
        EXPECT_TRUE(fetch()) << type;
    }
    EXPECT_EQ(server_.shown.back(), "Bearer token-4");
    server_.token_type = "mac";
    feed_.reset();
    expect_error(ErrorCode::rejected, "token_type is not Bearer");
}

TEST_F(OAuth2, SendsTheTokenUrlNoHeaderOfTheFeeds) {
    settings_.headers = parse_feed_headers("X-Tenant: 5").value();
    ASSERT_TRUE(fetch());
    const httplib::Request& request = server_.token_requests.front();
    EXPECT_FALSE(request.has_header("X-Tenant"));
    EXPECT_TRUE(request.get_header_value("User-Agent").starts_with("scan-event-worker/"));
}

TEST_F(OAuth2, CarriesTheRetryAfterOfTheTokenUrl) {
    server_.retry_after = "17";
    for (const int status : {408, 429, 500, 502, 503, 504}) {
        token_url_answers(status);
        const auto reply = fetch();
        ASSERT_FALSE(reply) << status;
        EXPECT_EQ(reply.error().retry_after, seconds(17)) << status;
    }
}

TEST_F(OAuth2, KeepsItsTokenUntilFourFifthsOfItsLifetimeAreOver) {
    ASSERT_TRUE(fetch());
    clock_.advance(seconds(799));
    ASSERT_TRUE(fetch());
    clock_.advance(seconds(1));
    ASSERT_TRUE(fetch());
    EXPECT_EQ(server_.shown,
              (std::vector<std::string>{"Bearer token-1", "Bearer token-1", "Bearer token-2"}));
}

TEST_F(OAuth2, RenewsARefusedTokenOnceAndAsksAgain) {
    ASSERT_TRUE(fetch());
    server_.valid_from = 2;
    ASSERT_TRUE(fetch());
    EXPECT_EQ(server_.shown,
              (std::vector<std::string>{"Bearer token-1", "Bearer token-1", "Bearer token-2"}));
}

TEST_F(OAuth2, IsDeniedWhereTheRenewedTokenIsRefusedToo) {
    server_.valid_from = 1000;
    expect_error(ErrorCode::denied,
                 "feed.oauth2_client_id, feed.oauth2_client_secret and feed.oauth2_scope");
    EXPECT_EQ(server_.token_requests.size(), 2u);
    EXPECT_EQ(server_.shown.size(), 2u);
}

TEST_F(OAuth2, IsDeniedAtOnceWhereTheFeedForbids) {
    server_.feed_status = 403;
    expect_error(ErrorCode::denied, "feed.oauth2_scope");
    EXPECT_EQ(server_.shown.size(), 1u);
}

TEST_F(OAuth2, NamesTheSettingsWhereTheTokenUrlRefusesTheClient) {
    token_url_answers(401, R"({"error":"invalid_client"})");
    expect_error(ErrorCode::denied,
                 "invalid_client: check feed.oauth2_client_id, feed.oauth2_client_secret and "
                 "feed.oauth2_client_auth");
    token_url_answers(400, R"({"error":"invalid_scope"})");
    expect_error(ErrorCode::denied, "invalid_scope: check feed.oauth2_token_url");
    token_url_answers(404);
    expect_error(ErrorCode::denied, "feed.oauth2_token_url");
    EXPECT_TRUE(server_.shown.empty());
}

TEST_F(OAuth2, CallsAnOutageOfTheTokenUrlTransient) {
    token_url_answers(500);
    expect_error(ErrorCode::transient, "feed.oauth2_token_url");
    token_url_answers(503);
    expect_error(ErrorCode::throttled, "feed.oauth2_token_url");
    token_url_answers(200);
    EXPECT_TRUE(fetch());
}

TEST_F(OAuth2, CallsATokenUrlThatNobodyServesTransient) {
    settings_.oauth2.token_url = "http://127.0.0.1:" + std::to_string(closed_port()) + "/token";
    expect_error(ErrorCode::transient, "feed.oauth2_token_url: 127.0.0.1:");
}

TEST_F(OAuth2, ServesOnWithTheOldTokenWhileTheTokenUrlIsOutOfOrder) {
    ASSERT_TRUE(fetch());
    token_url_answers(500);
    clock_.advance(seconds(900));
    EXPECT_TRUE(credentials_.read().empty());
    ASSERT_TRUE(fetch());
    ASSERT_TRUE(fetch());
    ASSERT_EQ(credentials_.read().size(), 1u);
    EXPECT_PRED2(contains, credentials_.read()[0].detail, "feed.oauth2 token ends soon");
    // The token URL was asked once for the two: it is not asked with every page.
    EXPECT_EQ(server_.token_requests.size(), 2u);
    clock_.advance(seconds(30));
    ASSERT_TRUE(fetch());
    EXPECT_EQ(server_.token_requests.size(), 3u);
    clock_.advance(seconds(70));
    expect_error(ErrorCode::transient, "feed.oauth2_token_url");
    EXPECT_PRED2(contains, credentials_.read().at(0).detail, "feed.oauth2 token ended");
    token_url_answers(200);
    ASSERT_TRUE(fetch());
    EXPECT_TRUE(credentials_.read().empty());
}

TEST_F(OAuth2, RejectsAnAnswerThatIsNoToken) {
    token_url_answers(204);
    expect_error(ErrorCode::rejected, "no token");
}

TEST_F(OAuth2, BoundsTheAnswerOfTheTokenUrl) {
    token_url_answers(400, std::string(1'000'000, 'x'));
    expect_error(ErrorCode::rejected, "feed.oauth2_token_url: 127.0.0.1:");
}

TEST_F(OAuth2, FollowsNoRedirectOfTheTokenUrl) {
    HttpServer elsewhere([](httplib::Server& server) {
        server.Post("/token", [](const auto&, auto& response) {
            response.set_redirect("http://other.example.com/");
        });
    });
    settings_.oauth2.token_url = elsewhere.url() + "/token";
    expect_error(ErrorCode::denied, "http://other.example.com:80");
    feed_.reset();
}

TEST_F(OAuth2, ReadsARotatedClientSecretAtTheNextToken) {
    settings_.oauth2.client_secret = Secret::in_file(folder_.write("secret", "old\n"));
    ASSERT_TRUE(fetch());
    folder_.write("secret", "new\n");
    clock_.advance(seconds(800));
    ASSERT_TRUE(fetch());
    EXPECT_EQ(server_.token_requests.back().get_header_value("Authorization"),
              "Basic " + base64("worker%201:new"));
}

TEST_F(OAuth2, StopsWhileTheTokenUrlHangs) {
    std::stop_source stop;
    RawServer hanging([&](RawConnection& connection) {
        connection.read_request();
        stop.request_stop();
        connection.hang();
    });
    settings_.oauth2.token_url = hanging.url();
    const auto feed = HttpFeed::create(settings_, clock_).value();
    const auto reply = feed->fetch(EventId{7}, 100, stop.get_token());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::stopped);
}

}  // namespace
}  // namespace scan
