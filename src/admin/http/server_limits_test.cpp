#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <list>

#include "admin/http/testing/server_under_test.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST_F(Server, AnswersFromMemoryWhileAllWorkersWait) {
    start({.requests_waiting = 1});
    std::list<RawClient> waiting;
    for (std::size_t i = 0; i < 2; ++i) {
        waiting.emplace_back(address_).send(get("/black-hole"));
        asked_.acquire();
    }
    waiting.emplace_back(address_).send(get("/black-hole"));
    // The third one waits, so that the fourth is too many; which of the two comes first is the server's affair.
    waiting.emplace_back(address_).send(get("/black-hole"));
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));  // none of the workers could
    answering_.release(4);
    int busy = 0;
    for (RawClient& each : waiting) busy += begins(each.read_answer(), "HTTP/1.1 503 ") ? 1 : 0;
    EXPECT_EQ(busy, 1);
}

TEST_F(Server, SaysThatAnAnswerTakesTooLong) {
    start({.answer = 50ms});
    EXPECT_TRUE(begins(ask(get("/black-hole")), "HTTP/1.1 504 "));
    answering_.release();
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));
}

TEST_F(Server, DropsARequestThatIsNotThereInTimeHoweverItDribbles) {
    start({.request = 300ms});
    RawClient client(address_);
    const auto began = std::chrono::steady_clock::now();
    client.send("GET /livez HT");
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_GE(std::chrono::steady_clock::now() - began, 250ms);
    EXPECT_TRUE(client.is_ended());
    RawClient silent(address_);
    EXPECT_TRUE(silent.is_ended());
}

TEST_F(Server, EndsAConnectionThatIsIdle) {
    start({.idle = 50ms});
    RawClient client(address_);
    client.send(get("/livez"));
    EXPECT_TRUE(begins(client.read_answer(), "HTTP/1.1 200 "));
    EXPECT_TRUE(client.is_ended());
}

TEST_F(Server, LetsTheOldestSilentConnectionGiveWay) {
    start({.connections = 4});
    std::list<RawClient> silent;
    for (int i = 0; i < 4; ++i) {
        silent.emplace_back(address_).send(get("/livez"));
        EXPECT_TRUE(begins(silent.back().read_answer(), "HTTP/1.1 200 "));
    }
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));
    EXPECT_TRUE(silent.front().is_ended());
    silent.back().send(get("/livez"));
    EXPECT_TRUE(begins(silent.back().read_answer(), "HTTP/1.1 200 "));
}

TEST_F(Server, AnswersWhileAThousandConnectionsAreIdle) {
    start();
    std::list<RawClient> idle;
    for (int i = 0; i < 1000; ++i) idle.emplace_back(address_).send("GET /li");
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));
}

TEST_F(Server, SendsWhatIsPublishedToEachStream) {
    start();
    RawClient one(address_);
    RawClient two(address_);
    for (RawClient* each : {&one, &two}) {
        each->send(get("/stream"));
        EXPECT_TRUE(begins(each->read_until("\r\n\r\n"), "HTTP/1.1 200 "));
    }
    while (server_->streams() < 2) std::this_thread::yield();
    server_->publish(event_text("status", R"({"a":1})"));
    for (RawClient* each : {&one, &two}) {
        const std::string got = each->read_until("}\n\n");
        EXPECT_NE(got.find("Content-Type: text/event-stream\r\n"), std::string::npos) << got;
        EXPECT_EQ(got.find("Content-Length"), std::string::npos) << got;
        EXPECT_TRUE(got.ends_with("event: status\ndata: {\"a\":1}\n\n")) << got;
    }
}

TEST_F(Server, SaysSomethingOnAStreamThatHasNothingToSay) {
    start({.comment = 20ms});
    RawClient client(address_);
    client.send(get("/stream"));
    const std::string twice = ": nothing new\n\n: nothing new\n\n";
    EXPECT_NE(client.read_until(twice).find(twice), std::string::npos);
}

TEST_F(Server, LetsTheOldestStreamGiveWay) {
    start({.streams = 2});
    std::list<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(address_).send(get("/stream"));
        EXPECT_TRUE(begins(clients.back().read_until("\r\n\r\n"), "HTTP/1.1 200 "));
    }
    EXPECT_TRUE(clients.front().is_ended());
    EXPECT_EQ(server_->streams(), 2U);
}

TEST_F(Server, ClosesAStreamThatDoesNotRead) {
    start();
    RawClient client(address_);
    client.send(get("/stream"));
    client.read_until("\r\n\r\n");
    while (server_->streams() < 1) std::this_thread::yield();
    const std::string large(1 << 20, 'x');
    while (server_->streams() == 1) server_->publish(event_text("", large));
    EXPECT_EQ(server_->streams(), 0U);
}

TEST_F(Server, ForgetsAStreamWhoseClientLeft) {
    start();
    {
        RawClient client(address_);
        client.send(get("/stream"));
        client.read_until("\r\n\r\n");
        while (server_->streams() < 1) std::this_thread::yield();
    }
    while (server_->streams() > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace scan
