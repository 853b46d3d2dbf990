#include <gtest/gtest.h>

#include <filesystem>

#include "admin/http/testing/server_under_test.h"

namespace scan {
namespace {

TEST_F(Server, AnswersOneRequestAfterTheOther) {
    start();
    RawClient client(address_);
    for (int i = 0; i < 3; ++i) {
        client.send(get("/livez"));
        const std::string answer = client.read_answer();
        EXPECT_TRUE(begins(answer, "HTTP/1.1 200 OK\r\n")) << answer;
        EXPECT_TRUE(answer.ends_with("\r\n\r\nok\n")) << answer;
    }
}

TEST_F(Server, AnswersRequestsThatComeAtOnceInTheirOrder) {
    start();
    RawClient client(address_);
    client.send(get("/livez") + "POST /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none" +
                get("/livez"));
    EXPECT_TRUE(client.read_answer().ends_with("ok\n"));
    EXPECT_TRUE(client.read_answer().ends_with("a:one"));
    EXPECT_TRUE(client.read_answer().ends_with("ok\n"));
}

TEST_F(Server, SendsNoBodyWithAHead) {
    start();
    RawClient client(address_);
    client.send("HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string answer = client.read_to_end();
    EXPECT_NE(answer.find("Content-Length: 3\r\n"), std::string::npos) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(Server, KeepsBrowsersFromMischief) {
    start();
    const std::string answer = ask(get("/livez"));
    for (const std::string_view header :
         {"Content-Security-Policy: default-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
          "Cache-Control: no-store"})
        EXPECT_NE(answer.find(header), std::string::npos) << header;
    EXPECT_EQ(answer.find("Access-Control"), std::string::npos);
}

TEST_F(Server, JoinsTheChunksOfABody) {
    start();
    const std::string answer =
        ask("POST /echo/b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    EXPECT_TRUE(answer.ends_with("b:abcde")) << answer;
}

TEST_F(Server, RefusesABodyBeyondItsLimitByItsLengthAndInChunks) {
    start();
    const std::string head = "POST /echo/b HTTP/1.1\r\nHost: x\r\n";
    RawClient by_length(address_);
    by_length.send(head + "Content-Length: 65537\r\n\r\n");
    EXPECT_TRUE(begins(by_length.read_to_end(), "HTTP/1.1 413 "));

    RawClient in_chunks(address_);
    in_chunks.send(head + "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 5; ++i) in_chunks.send("4000\r\n" + std::string(0x4000, 'x') + "\r\n");
    const std::string answer = in_chunks.read_to_end();
    EXPECT_TRUE(begins(answer, "HTTP/1.1 413 ")) << answer;
    EXPECT_NE(answer.find("\"culprit\":\"body\""), std::string::npos) << answer;
}

TEST_F(Server, RefusesAHeaderThatIsTooLarge) {
    start();
    const std::string answer = ask(get("/livez", "X-Large: " + std::string(17'000, 'x') + "\r\n"));
    EXPECT_TRUE(begins(answer, "HTTP/1.1 431 ")) << answer;
}

TEST_F(Server, RefusesWhatTwoReadersCouldReadDifferently) {
    start();
    for (const std::string text :
         {"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /livez HTTP/1.1\r\n\r\n",
          "POST /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
          "chunked\r\n\r\n",
          "POST /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
          "GET livez HTTP/1.1\r\nHost: x\r\n\r\n", "GET /../livez HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
          "nonsense\r\n\r\n"}) {
        const std::string answer = ask(text);
        EXPECT_TRUE(begins(answer, "HTTP/1.1 400 ")) << text << answer;
        EXPECT_NE(answer.find("application/problem+json"), std::string::npos) << answer;
    }
}

TEST_F(Server, SaysWhatAPathTakes) {
    start();
    EXPECT_TRUE(begins(ask(get("/nothing")), "HTTP/1.1 404 "));
    const std::string answer = ask("DELETE /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(begins(answer, "HTTP/1.1 405 ")) << answer;
    EXPECT_NE(answer.find("Allow: GET\r\n"), std::string::npos) << answer;
}

TEST_F(Server, KeepsTheTextOfAFailureToItself) {
    start();
    const std::string answer = ask(get("/throws"));
    EXPECT_TRUE(begins(answer, "HTTP/1.1 500 ")) << answer;
    EXPECT_EQ(answer.find("secret"), std::string::npos);
}

TEST_F(Server, ListensAtAUnixSocketThatTheGroupMayUse) {
    const std::string path = ::testing::TempDir() + "scan-admin-" + std::to_string(::getpid());
    start({}, "unix:" + path);
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0660));
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));
    // Another process listens there.
    const auto second = ListenSocket::open(address_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::transient);
    server_.reset();
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(Server, TakesTheFileOfAUnixSocketThatNobodyListensOn) {
    const std::string path = ::testing::TempDir() + "scan-left-" + std::to_string(::getpid());
    const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    std::memcpy(where.sun_path, path.c_str(), path.size() + 1);
    ASSERT_EQ(::bind(left, reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
    ::close(left);
    start({}, "unix:" + path);
    EXPECT_TRUE(begins(ask(get("/livez")), "HTTP/1.1 200 "));
}

TEST_F(Server, DoesNotTakeAPortThatIsTaken) {
    start();
    const auto second = ListenSocket::open(address_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::transient);
    EXPECT_NE(second.error().message.find(address_.text()), std::string::npos);
}

TEST_F(Server, EndsWhileItsClientsWait) {
    start();
    RawClient stream(address_);
    stream.send(get("/stream"));
    stream.read_until("\r\n\r\n");
    RawClient half(address_);
    half.send("GET /");
    server_.reset();
    EXPECT_TRUE(stream.is_ended());
    EXPECT_TRUE(half.is_ended());
}

}  // namespace
}  // namespace scan
