#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_client_fixture.h"
#include "adapters/http/testing/raw_server.h"

namespace scan {
namespace {

TEST_F(HttpClientTest, GoesThroughTheProxyOfTheEnvironment) {
    std::string request_line;
    RawServer proxy([&](RawConnection& connection) {
        const std::string request = connection.read_request();
        request_line = request.substr(0, request.find('\r'));
        connection.write(std::string(kOk) + "Content-Length: 7\r\n\r\nproxied");
    });
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    const auto response = send(get("http://feed.example.com/events?x=1"));
    forget_proxies();
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body, "proxied");
    EXPECT_EQ(request_line, "GET http://feed.example.com/events?x=1 HTTP/1.1");
}

TEST_F(HttpClientTest, TellsTheProxyNoHeaderOfATunnelledRequest) {
    std::mutex mutex;
    std::string connect;
    RawServer proxy([&](RawConnection& connection) {
        const std::scoped_lock lock(mutex);
        connect = connection.read_request();
        connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    });
    ::setenv("https_proxy", proxy.url().c_str(), 1);
    HttpRequest request = get("https://feed.example.com/events");
    request.headers = {{"Authorization", "Bearer s3cret"}};
    const auto response = send(request);
    forget_proxies();
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::denied) << response.error().message;
    EXPECT_PRED2(contains, response.error().message, "proxy");
    const std::scoped_lock lock(mutex);
    EXPECT_PRED2(contains, connect, "CONNECT feed.example.com:443");
    EXPECT_FALSE(contains(connect, "s3cret"));
}

TEST_F(HttpClientTest, LeavesTheProxyOutForHostsOfNoProxy) {
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
        connection.write(std::string(kOk) + "Content-Length: 2\r\n\r\nok");
    });
    const std::string nowhere = "http://127.0.0.1:" + std::to_string(closed_port());
    ::setenv("http_proxy", nowhere.c_str(), 1);
    EXPECT_FALSE(send(get(server.url())));
    ::setenv("no_proxy", "127.0.0.1", 1);
    const auto response = send(get(server.url()));
    forget_proxies();
    EXPECT_EQ(response.value().body, "ok");
}

}  // namespace
}  // namespace scan
