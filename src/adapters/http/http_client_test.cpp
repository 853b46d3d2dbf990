#include "adapters/http/http_client.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_client_fixture.h"
#include "adapters/http/testing/http_server.h"

namespace scan {
namespace {

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

TEST_F(HttpClientWithServer, NamesItselfAndItsVersion) {
    const std::string headers = send(get(url("/headers"))).value().body;
    const std::size_t at = headers.find("User-Agent: scan-event-worker/");
    ASSERT_NE(at, std::string::npos) << headers;
    EXPECT_TRUE(
        std::isdigit(headers[at + std::string_view("User-Agent: scan-event-worker/").size()]));
}

// As behind a name that was given another address: the old server answers on.
TEST_F(HttpClientWithServer, OpensANewConnectionOnceTheOldOneIsAsOldAsItMayBe) {
    ManualClock clock;
    client_ = HttpClient::create({}, ConnectionAge{clock, std::chrono::minutes(5)}).value();
    const std::string port = send(get(url("/port/1"))).value().body;
    clock.advance(std::chrono::seconds(299));
    EXPECT_EQ(send(get(url("/port/2"))).value().body, port);
    clock.advance(std::chrono::seconds(1));
    const std::string next = send(get(url("/port/3"))).value().body;
    EXPECT_NE(next, port);
    clock.advance(std::chrono::seconds(299));
    EXPECT_EQ(send(get(url("/port/4"))).value().body, next);
    clock.advance(std::chrono::hours(1));
    EXPECT_NE(send(get(url("/port/5"))).value().body, next);
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

}  // namespace
}  // namespace scan
