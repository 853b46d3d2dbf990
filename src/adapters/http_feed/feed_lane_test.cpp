#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters/http_feed/testing/http_feed_fixture.h"

// Several ways to one feed.
namespace scan {
namespace {

using std::chrono::seconds;

TEST_F(HttpFeedTest, ItsLanesTakeTurnsUnderOneRateLimit) {
    settings_.rate_limit = 0.5;
    ScriptedFeed server([](const auto&, auto&) {});
    const auto feed = connect(server.url());
    const auto lane = feed->lane().value();
    const Instant start = clock_.now();
    EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    EXPECT_TRUE(lane->fetch(EventId{8}, 100, {}));
    EXPECT_TRUE(feed->fetch(EventId{9}, 100, {}));
    EXPECT_EQ(clock_.now() - start, seconds(4));
}

// The lane's own 401 does not throw away what another has just read.
TEST_F(HttpFeedTest, ACredentialThatOneLaneRenewedIsThatOfAll) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::in_file(folder_.write("token", "old\n"));
    std::string wanted = "Bearer old";
    ScriptedFeed server([&](const auto& request, auto& response) {
        if (request.get_header_value("Authorization") != wanted) response.status = 401;
    });
    const auto feed = connect(server.url());
    const auto lane = feed->lane().value();
    EXPECT_TRUE(lane->fetch(EventId{7}, 100, {}));
    wanted = "Bearer new";
    folder_.write("token", "new\n");
    EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    EXPECT_TRUE(lane->fetch(EventId{7}, 100, {}));
    EXPECT_EQ(server.requests().size(), 4u) << "the lane needed no refusal of its own";
}

TEST_F(HttpFeedTest, ATokenThatWasReplacedAlreadyIsNotGivenUp) {
    OAuth2Settings oauth2{.token_url = "", .client_id = "id", .client_secret = {}, .scope = ""};
    int granted = 0;
    HttpServer issuer([&](httplib::Server& server) {
        server.Post("/token", [&](const httplib::Request&, httplib::Response& response) {
            response.set_content("{\"access_token\":\"token-" + std::to_string(++granted) +
                                     "\",\"token_type\":\"Bearer\",\"expires_in\":1000}",
                                 "application/json");
        });
    });
    oauth2.token_url = issuer.url() + "/token";
    oauth2.client_secret = Secret::of_text("s");
    settings_.auth = HttpFeedAuth::oauth2;
    settings_.oauth2 = oauth2;
    settings_.url = issuer.url();
    settings_.path = "/v1";
    auto http = HttpClient::create({}).value();
    FeedAdmission admission(settings_, RequestUrl::parse(oauth2.token_url).value(), std::move(http),
                            clock_);
    const std::string first = admission.secret(seconds(5), {}).value();
    EXPECT_TRUE(admission.renew(401, first).value());
    const std::string second = admission.secret(seconds(5), {}).value();
    EXPECT_NE(first, second);
    EXPECT_TRUE(admission.renew(401, first).value()) << "refused while the other lane renewed it";
    EXPECT_EQ(admission.secret(seconds(5), {}).value(), second);
    EXPECT_EQ(granted, 2);
}

// Whoever asks the token URL lets the others wait for it.
TEST_F(HttpFeedTest, LanesOnThreadsShareOneTokenFile) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::in_file(folder_.write("token", "s3cret\n"));
    ScriptedFeed server([](const auto& request, auto& response) {
        if (request.get_header_value("Authorization") != "Bearer s3cret") response.status = 401;
    });
    SystemClock clock;
    settings_.url = server.url();
    const auto feed = HttpFeed::create(settings_, clock).value();
    std::vector<std::unique_ptr<HttpFeed>> lanes;
    for (int i = 0; i < 4; ++i) lanes.push_back(feed->lane().value());
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> threads;
        for (const auto& lane : lanes) {
            threads.emplace_back([&answered, &lane] {
                for (int i = 0; i < 20; ++i) answered += lane->fetch(EventId{7}, 100, {}) ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(answered, 80);
}

}  // namespace
}  // namespace scan
