#include "feed_server/feed_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "feed_server/testing/listed_feed.h"

namespace scan {
namespace {

constexpr const char* kPath = "/v1/scans/scanevents";

// A server for the events 101 to 300 and a client that keeps its connection.
class ServerWorld {
public:
    explicit ServerWorld(const FeedServerOptions& options) {
        auto started = FeedServer::start(options, source, clock);
        if (!started) throw std::runtime_error(started.error().message);
        server = std::move(*started);
        client.emplace("127.0.0.1", server->port());
        client->set_keep_alive(true);
        client->set_tcp_nodelay(true);
    }

    ListedFeed source = ListedFeed::range(101, 300);
    SystemClock clock;
    std::unique_ptr<FeedServer> server;
    std::optional<httplib::Client> client;  // goes first: the server waits for its connection
};

TEST(FeedServer, ServesThePageThatWasAskedFor) {
    ServerWorld world({});
    const auto reply = world.client->Get(std::string(kPath) + "?FromEventId=150&Limit=1");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->get_header_value("Content-Type"), "application/json; charset=utf-8");
    EXPECT_EQ(
        reply->body,
        R"({"ScanEvents":[{"EventId":150,"ParcelId":5002,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"}]})");
    EXPECT_EQ(world.server->counters().requests, 1u);
    EXPECT_EQ(world.server->counters().events_served, 1u);
    EXPECT_EQ(world.server->url(), "http://127.0.0.1:" + std::to_string(world.server->port()));
}

TEST(FeedServer, ManyRequestsShareAConnection) {
    ServerWorld world({});
    int connections = 0;
    world.client->set_socket_options([&](socket_t) { ++connections; });
    for (int request = 0; request < 50; ++request) ASSERT_TRUE(world.client->Get(kPath));
    EXPECT_EQ(connections, 1);
    EXPECT_EQ(world.server->counters().requests, 50u);
}

TEST(FeedServer, KnowsNoOtherPathAndNoOtherMethod) {
    ServerWorld world({});
    EXPECT_EQ(world.client->Get("/")->status, 404);
    EXPECT_EQ(world.client->Get("/v1/scans/scaneventsX")->status, 404);
    EXPECT_EQ(world.client->Post(kPath, "{}", "application/json")->status, 405);
    EXPECT_EQ(world.client->Get(kPath)->status, 200);
    EXPECT_EQ(world.server->counters().requests, 1u);
    ServerWorld elsewhere({.path = "/a.b/(c)"});
    EXPECT_EQ(elsewhere.client->Get("/a.b/(c)")->status, 200);
    EXPECT_EQ(elsewhere.client->Get("/aXb/(c)")->status, 404);
}

TEST(FeedServer, ATakenPortIsAnErrorThatNamesHostAndPort) {
    ServerWorld world({});
    const std::uint16_t port = world.server->port();
    const auto second = FeedServer::start({.port = port}, world.source, world.clock);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::denied);
    EXPECT_EQ(second.error().message, "feed server: cannot listen at 127.0.0.1:" +
                                          std::to_string(port) + ": Address already in use");
}

TEST(FeedServer, AHostThatIsNotHereIsAnError) {
    const ListedFeed source({});
    SystemClock clock;
    const auto server = FeedServer::start({.host = "192.0.2.1"}, source, clock);
    ASSERT_FALSE(server);
    EXPECT_TRUE(server.error().message.starts_with("feed server: cannot listen at 192.0.2.1:0: "))
        << server.error().message;
}

TEST(FeedServer, OptionsOutOfRangeAreAnError) {
    const ListedFeed source({});
    SystemClock clock;
    EXPECT_FALSE(FeedServer::start({.path = ""}, source, clock));
}

TEST(FeedServer, ACutConnectionIsAnErrorForTheClientAndTheNextOneWorks) {
    ServerWorld world({.misbehaviour = {.truncated_rate = 1}});
    int broken = 0;
    int whole = 0;
    for (int request = 0; request < 20; ++request) ++(world.client->Get(kPath) ? whole : broken);
    EXPECT_EQ(world.server->counters().cut_connections, static_cast<std::uint64_t>(broken));
    EXPECT_EQ(world.server->counters().cut_bodies, static_cast<std::uint64_t>(whole));
    EXPECT_GT(broken, 3);
    EXPECT_GT(whole, 3);
}

TEST(FeedServer, RequiresTheTokenOfTheHeader) {
    ServerWorld world({.dialect = {.bearer_token = "s3cret"}});
    const auto refused = world.client->Get(kPath);
    EXPECT_EQ(refused->status, 401);
    EXPECT_EQ(refused->get_header_value("WWW-Authenticate"), "Bearer");
    world.client->set_bearer_token_auth("s3cret");
    EXPECT_EQ(world.client->Get(kPath)->status, 200);
}

TEST(FeedServer, CompressesOnlyWhenToldAndAskedTo) {
    const httplib::Headers accepting = {{"Accept-Encoding", "gzip, br"}};
    ServerWorld plain({});
    EXPECT_FALSE(plain.client->Get(kPath, accepting)->has_header("Content-Encoding"));
    ServerWorld zipping({.dialect = {.gzip = true}});
    const auto reply = zipping.client->Get(kPath, accepting);
    EXPECT_EQ(reply->get_header_value("Content-Encoding"), "gzip");
    EXPECT_EQ(reply->body, plain.client->Get(kPath)->body) << "the client has unpacked it";
}

TEST(FeedServer, NoContentHasNoBody) {
    ServerWorld world({.dialect = {.empty_page = EmptyPage::no_content}});
    const auto reply = world.client->Get(std::string(kPath) + "?FromEventId=301");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 204);
    EXPECT_EQ(reply->body, "");
}

TEST(FeedServer, StoppingEndsALatencyAtOnce) {
    const ListedFeed source = ListedFeed::range(1, 1);
    SystemClock clock;
    const FeedServerOptions options{.misbehaviour = {.latency_min = std::chrono::hours(1),
                                                     .latency_max = std::chrono::hours(1)}};
    auto server = FeedServer::start(options, source, clock);
    ASSERT_TRUE(server);
    std::atomic<int> status = 0;
    std::jthread asking([&, port = (*server)->port()] {
        httplib::Client client("127.0.0.1", port);
        if (const auto reply = client.Get(kPath)) status = reply->status;
    });
    while ((*server)->counters().requests == 0) std::this_thread::yield();
    server->reset();
    asking.join();
    EXPECT_EQ(status, 503);
}

TEST(FeedServer, ServesSeveralClientsAtOnce) {
    ServerWorld world(
        {.misbehaviour = {
             .late_rate = 0.2, .late_from = LateFrom::first_asked, .malformed_rate = 0.2}});
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> readers;
        for (int reader = 0; reader < 4; ++reader) {
            readers.emplace_back([&] {
                httplib::Client client("127.0.0.1", world.server->port());
                client.set_keep_alive(true);
                for (int request = 0; request < 50; ++request) {
                    const auto reply = client.Get(kPath);
                    answered += reply && reply->status == 200;
                }
            });
        }
    }
    EXPECT_EQ(answered, 200);
    EXPECT_EQ(world.server->counters().pages, 200u);
}

}  // namespace
}  // namespace scan
