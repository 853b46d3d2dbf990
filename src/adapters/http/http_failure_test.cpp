#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <cstdlib>
#include <mutex>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/gzip.h"
#include "adapters/http/testing/http_client_fixture.h"
#include "adapters/http/testing/raw_server.h"

namespace scan {
namespace {

TEST_F(HttpClientTest, RefusesAHeaderThatWouldBeginAnother) {
    HttpRequest request = get("http://127.0.0.1:1");
    request.headers = {{"X-Api-Key", "s3cret\r\nX-Other: x"}};
    const auto response = send(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::denied);
    EXPECT_PRED2(contains, response.error().message, "X-Api-Key");
    EXPECT_FALSE(contains(response.error().message, "s3cret"));
}

TEST_F(HttpClientTest, CallsARefusedConnectionTransientAndNamesOnlyHostAndPort) {
    const std::string address = "127.0.0.1:" + std::to_string(closed_port());
    const auto response = send(get("http://" + address + "/path?code=s3cret"));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::transient);
    EXPECT_EQ(response.error().message.find(address + ": "), 0u) << response.error().message;
    EXPECT_FALSE(contains(response.error().message, "s3cret"));
}

TEST_F(HttpClientTest, CallsAnUnknownHostTransient) {
    const auto response = send(get("http://no-such-host.invalid/"));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::transient);
    EXPECT_PRED2(contains, response.error().message,
                 "no-such-host.invalid:80: Could not resolve host");
}

struct Misbehaviour {
    const char* name;
    std::function<void(RawConnection&)> answer;
    ErrorCode code;
    const char* message;
};

class MisbehavingServer : public HttpClientTest,
                          public testing::WithParamInterface<Misbehaviour> {};

TEST_P(MisbehavingServer, IsAnErrorInTime) {
    RawServer server([](RawConnection& connection) {
        if (!connection.read_request().empty()) GetParam().answer(connection);
    });
    HttpRequest request = get(server.url());
    request.timeout = std::chrono::milliseconds(300);
    const auto response = send(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, GetParam().code) << response.error().message;
    EXPECT_PRED2(contains, response.error().message, GetParam().message);
}

void drip(RawConnection& connection) {
    connection.write(std::string(kOk) + "Content-Length: 100000\r\n\r\n");
    while (connection.write("x") && connection.pause(std::chrono::milliseconds(10))) {
    }
}

void drip_headers(RawConnection& connection) {
    connection.write(kOk);
    while (connection.write("X: y\r\n") && connection.pause(std::chrono::milliseconds(10))) {
    }
}

// Zeros without end, about a thousandth as long.
void bomb(RawConnection& connection) {
    z_stream stream{};
    constexpr int kGzip = 16 + MAX_WBITS;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort();
    std::string zeros(1024 * 1024, '0');
    std::string out(64 * 1024, '\0');
    connection.write(std::string(kOk) + "Content-Encoding: gzip\r\n\r\n");
    do {
        stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
        stream.avail_in = static_cast<uInt>(zeros.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        deflate(&stream, Z_FULL_FLUSH);
    } while (connection.write(std::string_view(out).substr(0, out.size() - stream.avail_out)));
    deflateEnd(&stream);
}

void send_for_ever(RawConnection& connection) {
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    connection.write(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n");
    while (connection.write(chunk)) {
    }
}

void flood_headers(RawConnection& connection) {
    connection.write(kOk);
    while (connection.write("X-Flood: " + std::string(1000, 'x') + "\r\n")) {
    }
}

void flood_continues(RawConnection& connection) {
    while (connection.write("HTTP/1.1 100 Continue\r\n\r\n")) {
    }
}

const Misbehaviour kMisbehaviours[] = {
    {"ThatHangs", [](RawConnection& c) { c.hang(); }, ErrorCode::transient, "timed out"},
    {"ThatHangsWithinTheHeaders", [](RawConnection& c) { c.write(kOk), c.hang(); },
     ErrorCode::transient, "timed out"},
    {"ThatDripsItsBody", drip, ErrorCode::transient, "timed out"},
    {"ThatDripsItsHeaders", drip_headers, ErrorCode::transient, "timed out"},
    {"ThatClosesWithoutAWord", [](RawConnection&) {}, ErrorCode::transient,
     "closed before the answer was complete"},
    {"ThatCutsItsBodyShort",
     [](RawConnection& c) { c.write(std::string(kOk) + "Content-Length: 10\r\n\r\n12345"); },
     ErrorCode::transient, "closed before the answer was complete"},
    {"ThatCutsItsChunksShort",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n5\r\n123");
     },
     ErrorCode::transient, "closed before the answer was complete"},
    {"ThatResets", [](RawConnection& c) { c.reset(); }, ErrorCode::transient, "reset"},
    {"ThatResetsWithinTheBody",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Content-Length: 10\r\n\r\n12345"), c.reset();
     },
     ErrorCode::transient, "127.0.0.1:"},
    {"ThatSpeaksNoHttp",
     [](RawConnection& c) { c.write("220 mail.example.com ESMTP\r\n"), c.hang(); },
     ErrorCode::denied, "HTTP/0.9"},
    {"ThatSendsForEver", send_for_ever, ErrorCode::rejected, "more than 1048576 bytes"},
    {"ThatPromisesTooMuch",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Content-Length: 99999999999\r\n\r\n"), c.hang();
     },
     ErrorCode::rejected, "more than 1048576 bytes"},
    {"ThatSendsAGzipBomb", bomb, ErrorCode::rejected, "more than 1048576 bytes"},
    {"ThatFloodsHeaders", flood_headers, ErrorCode::rejected, "more than 65536 bytes of headers"},
    {"ThatFloodsContinues", flood_continues, ErrorCode::rejected,
     "more than 65536 bytes of headers"},
    {"ThatSendsAnEndlessHeader",
     [](RawConnection& c) {
         for (bool alive = c.write(std::string(kOk) + "X-Flood: "); alive;)
             alive = c.write(std::string(1000, 'x'));
     },
     ErrorCode::rejected, "127.0.0.1:"},
    {"ThatSendsNoGzip",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\n12345");
     },
     ErrorCode::rejected, "calls itself gzip and cannot be decompressed"},
    {"ThatCutsItsGzipShort",
     [](RawConnection& c) {
         const std::string body = gzip("a page");
         c.write(std::string(kOk) + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n" +
                 body.substr(0, body.size() - 3));
     },
     ErrorCode::transient, "gzip body ends before its end"},
    {"ThatCompressesOtherwise",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Content-Encoding: br\r\nContent-Length: 5\r\n\r\n12345");
     },
     ErrorCode::rejected, "compressed with br, which was not asked for"},
    {"ThatCompressesTwice",
     [](RawConnection& c) {
         const std::string body = gzip(gzip("a page"));
         c.write(std::string(kOk) + "Content-Encoding: gzip, gzip\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body);
     },
     ErrorCode::rejected, "compressed with gzip, which was not asked for"},
    {"ThatSendsGzipForEver",
     [](RawConnection& c) {
         c.write(std::string(kOk) + "Content-Encoding: gzip\r\n\r\n" + gzip(""));
         while (c.write(std::string(0x10000, '\0'))) {
         }
     },
     ErrorCode::rejected, "more than 1048576 bytes"},
};

INSTANTIATE_TEST_SUITE_P(Each, MisbehavingServer, testing::ValuesIn(kMisbehaviours),
                         [](const auto& param) { return std::string(param.param.name); });

TEST_F(HttpClientTest, ReadsNoMoreOfAPageOf1GiBThanItMayHave) {
    constexpr std::size_t kPage = 1024UL * 1024 * 1024;
    std::atomic<std::size_t> sent = 0;
    {
        RawServer server([&](RawConnection& connection) {
            connection.read_request();
            connection.write(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n");
            const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
            while (sent < kPage && connection.write(chunk)) sent += 0x10000;
        });
        const auto response = send(get(server.url()));
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().code, ErrorCode::rejected);
    }
    // What the kernel's buffers hold comes on top of the 1 MiB.
    EXPECT_LT(sent, 64UL * 1024 * 1024);
}

TEST_F(HttpClientTest, EndsSoonAfterAStopWhileTheServerHangs) {
    std::stop_source stop;
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        // libcurl's timers of the connection (200 ms) are over by then, so only the token can wake the client.
        connection.pause(std::chrono::milliseconds(300));
        stop.request_stop();
        connection.hang();
    });
    const auto response = send(get(server.url()), stop.get_token());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::stopped);
}

TEST_F(HttpClientTest, EndsSoonAfterAStopWithinAnEndlessBody) {
    std::stop_source stop;
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        connection.write(std::string(kOk) + "Content-Length: 100000\r\n\r\n12345");
        stop.request_stop();
        connection.hang();
    });
    const auto response = send(get(server.url()), stop.get_token());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::stopped);
}

TEST_F(HttpClientTest, AsksNothingAfterAStop) {
    std::atomic<int> connections = 0;
    RawServer server([&](RawConnection&) { ++connections; });
    std::stop_source stop;
    stop.request_stop();
    const auto response = send(get(server.url()), stop.get_token());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::stopped);
    EXPECT_EQ(connections, 0);
}

TEST_F(HttpClientTest, SendsAHeaderWithoutAValue) {
    std::string headers;
    RawServer server([&](RawConnection& connection) {
        headers = connection.read_request();
        connection.write(std::string(kOk) + "Content-Length: 2\r\n\r\nok");
    });
    HttpRequest request = get(server.url());
    request.headers = {{"X-Empty", ""}};
    EXPECT_TRUE(send(request));
    EXPECT_PRED2(contains, headers, "\r\nX-Empty:\r\n");
}

TEST_F(HttpClientTest, GoesOnAfterAnError) {
    int answers = 0;
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        if (++answers == 1) connection.write(std::string(kOk) + "Content-Length: 10\r\n\r\n12345");
        if (answers == 2) connection.write(std::string(kOk) + "Content-Length: 2\r\n\r\nok");
    });
    EXPECT_FALSE(send(get(server.url())));
    EXPECT_EQ(send(get(server.url())).value().body, "ok");
}

TEST_F(HttpClientTest, AsksAgainWhereTheServerClosedTheIdleConnection) {
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        connection.write(std::string(kOk) + "Content-Length: 2\r\n\r\nok");
    });
    for (int i = 0; i < 5; ++i) EXPECT_EQ(send(get(server.url())).value().body, "ok");
}

}  // namespace
}  // namespace scan
