#include "adapters/http/http_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/raw_server.h"

namespace scan {
namespace {

using std::chrono::seconds;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

HttpRequest get(const std::string& url) {
    HttpRequest request;
    request.url = RequestUrl::parse(url).value();
    request.timeout = seconds(60);
    request.body_bytes_max = 1024 * 1024;
    return request;
}

class HttpClientTest : public testing::Test {
protected:
    HttpClientTest() { forget_proxies(); }

    Result<HttpResponse> send(const HttpRequest& request, std::stop_token stop = {}) {
        return client_->send(request, std::move(stop));
    }

    std::unique_ptr<HttpClient> client_ = HttpClient::create({}).value();
};

// The server goes last, so that its handlers see no client that is gone; see HttpServer.
class HttpClientWithServer : public testing::Test {
protected:
    HttpClientWithServer() { forget_proxies(); }

    Result<HttpResponse> send(const HttpRequest& request) { return client_->send(request, {}); }
    std::string url(const std::string& path) const { return server_.url() + path; }

    static void routes(httplib::Server& server) {
        server.Get("/hello", [](const httplib::Request&, httplib::Response& response) {
            response.set_header("Retry-After", "7");
            response.set_content("hello", "application/json");
        });
        server.Get("/headers", [](const httplib::Request& request, httplib::Response& response) {
            std::string text;
            for (const auto& [name, value] : request.headers) text += name + ": " + value + "\n";
            response.set_content(text, "text/plain");
        });
        server.Post("/echo", [](const httplib::Request& request, httplib::Response& response) {
            response.set_content(request.body, request.get_header_value("Content-Type"));
        });
        // cpp-httplib compresses where the client accepts it.
        server.Get("/zeros", [](const httplib::Request&, httplib::Response& response) {
            response.set_content(std::string(4 * 1024 * 1024, '0'), "text/plain");
        });
        server.Get(R"(/port/(\d+))",
                   [](const httplib::Request& request, httplib::Response& response) {
                       response.set_content(std::to_string(request.remote_port), "text/plain");
                   });
        server.Get(
            R"(/again/(\d+))", [](const httplib::Request& request, httplib::Response& response) {
                const int left = std::stoi(request.matches[1]);
                response.set_redirect(left == 0 ? "/hello" : "/again/" + std::to_string(left - 1));
            });
        server.Get("/away", [](const httplib::Request&, httplib::Response& response) {
            response.set_redirect("http://other.example.com:81/secret?token=s3cret");
        });
        server.Get("/strange", [](const httplib::Request&, httplib::Response& response) {
            response.set_redirect("ftp://other.example.com/");
        });
        server.Post("/again", [](const httplib::Request&, httplib::Response& response) {
            response.set_redirect("/hello");
        });
    }

    HttpServer server_{routes};
    std::unique_ptr<HttpClient> client_ = HttpClient::create({}).value();
};

TEST_F(HttpClientWithServer, ReturnsStatusBodyAndHeaders) {
    const auto response = send(get(url("/hello")));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, "hello");
    EXPECT_EQ(response->content_type, "application/json");
    EXPECT_EQ(response->retry_after, "7");
    EXPECT_EQ(response->redirect_origin, "");
}

TEST_F(HttpClientWithServer, ReturnsAnErrorStatusAsAnAnswer) {
    const auto response = send(get(url("/nothing-here")));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->status, 404);
    EXPECT_EQ(response->retry_after, "");
}

TEST_F(HttpClientWithServer, SendsHeadersAndAcceptsGzip) {
    HttpRequest request = get(url("/headers"));
    request.headers = {{"Authorization", "Bearer t"}, {"X-Other", "x"}};
    const std::string headers = send(request).value().body;
    EXPECT_PRED2(contains, headers, "Authorization: Bearer t\n");
    EXPECT_PRED2(contains, headers, "X-Other: x\n");
    EXPECT_PRED2(contains, headers, "Accept-Encoding: gzip\n");
}

TEST_F(HttpClientWithServer, PostsItsBodyByteForByte) {
    HttpRequest request = get(url("/echo"));
    request.method = HttpMethod::post;
    request.headers = {{"Content-Type", "application/octet-stream"}};
    request.body = std::string("a\0b\r\n", 5) + std::string(200'000, 'x');
    const auto response = send(request);
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body, request.body);
    EXPECT_EQ(response->content_type, "application/octet-stream");
}

TEST_F(HttpClientWithServer, ForgetsTheLastRequest) {
    HttpRequest post = get(url("/echo"));
    post.method = HttpMethod::post;
    post.headers = {{"Authorization", "Bearer t"}};
    ASSERT_TRUE(send(post));
    const std::string headers = send(get(url("/headers"))).value().body;
    EXPECT_FALSE(contains(headers, "Authorization"));
    EXPECT_FALSE(contains(headers, "Content-Length"));
}

TEST_F(HttpClientWithServer, KeepsItsConnectionOpen) {
    const std::string port = send(get(url("/port/1"))).value().body;
    EXPECT_EQ(send(get(url("/port/2"))).value().body, port);
    EXPECT_EQ(send(get(url("/port/3"))).value().body, port);
}

TEST_F(HttpClientWithServer, BoundsABodyAlsoAfterItWasDecompressed) {
    HttpRequest request = get(url("/zeros"));
    request.body_bytes_max = 4 * 1024 * 1024;
    EXPECT_EQ(send(request).value().body.size(), request.body_bytes_max);
    --request.body_bytes_max;
    const auto response = send(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::rejected);
    EXPECT_PRED2(contains, response.error().message, "more than 4194303 bytes");
}

TEST_F(HttpClientWithServer, FollowsNoRedirectUnlessAsked) {
    const auto response = send(get(url("/again/0")));
    EXPECT_EQ(response.value().status, 302);
    EXPECT_EQ(response.value().redirect_origin, server_.url());
}

TEST_F(HttpClientWithServer, FollowsRedirectsWithinTheOriginUpToTheMaximum) {
    HttpRequest request = get(url("/again/4"));
    request.redirects_max = 5;
    EXPECT_EQ(send(request).value().body, "hello");
    request = get(url("/again/5"));
    request.redirects_max = 5;
    EXPECT_EQ(send(request).value().status, 302);
}

TEST_F(HttpClientWithServer, NeverFollowsARedirectToAnotherOrigin) {
    HttpRequest request = get(url("/away"));
    request.redirects_max = 5;
    EXPECT_EQ(send(request).value().redirect_origin, "http://other.example.com:81");
    request = get(url("/strange"));
    request.redirects_max = 5;
    EXPECT_EQ(send(request).value().redirect_origin, "an address that cannot be used");
}

TEST_F(HttpClientWithServer, FollowsNoRedirectOfAPost) {
    HttpRequest request = get(url("/again"));
    request.method = HttpMethod::post;
    request.redirects_max = 5;
    EXPECT_EQ(send(request).value().status, 302);
}

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

constexpr const char* kOk = "HTTP/1.1 200 OK\r\n";

void drip(RawConnection& connection) {
    connection.write(std::string(kOk) + "Content-Length: 100000\r\n\r\n");
    while (connection.write("x") && connection.pause(std::chrono::milliseconds(10))) {
    }
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
     ErrorCode::rejected, "127.0.0.1:"},
};

INSTANTIATE_TEST_SUITE_P(Each, MisbehavingServer, testing::ValuesIn(kMisbehaviours),
                         [](const auto& param) { return std::string(param.param.name); });

TEST_F(HttpClientTest, EndsSoonAfterAStopWhileTheServerHangs) {
    std::stop_source stop;
    RawServer server([&](RawConnection& connection) {
        connection.read_request();
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
