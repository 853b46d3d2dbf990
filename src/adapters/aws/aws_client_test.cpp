#include "adapters/aws/aws_client.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"

namespace scan {
namespace {

// Takes its time on the test's clock.
class SlowSource final : public CredentialSource {
public:
    SlowSource(ManualClock& clock, Duration takes) : clock_(clock), takes_(takes) {}

    std::string_view name() const override { return "the slow one"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token) override {
        clock_.advance(takes_);
        return AwsCredentials{.access_key_id = "key",
                              .secret_access_key = "s",
                              .session_token = {},
                              .expires_at = std::nullopt};
    }

private:
    ManualClock& clock_;
    Duration takes_;
};

TEST(AwsClient, ACallsTimeBeginsWhenThereAreCredentials) {
    forget_proxies();
    ManualClock clock;
    std::vector<std::unique_ptr<CredentialSource>> sources;
    sources.push_back(std::make_unique<SlowSource>(clock, std::chrono::seconds(50)));
    CredentialCache credentials(std::move(sources), clock);
    int requests = 0;
    HttpServer server([&](httplib::Server& routes) {
        routes.Post("/", [&](const auto&, auto& response) {
            response.status = ++requests == 1 ? 500 : 200;
            response.set_content("done", "text/plain");
        });
    });
    AwsClient client(
        {RequestUrl::parse(server.url()).value(), "sqs", "us-east-1", "queue q (us-east-1)"},
        HttpClient::create({}).value(), credentials, clock, Random(1));
    const auto answer = client.send(
        {.headers = {}, .body = "{}", .timeout = std::chrono::seconds(10), .tries_max = 2}, {});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(*answer, "done");
    EXPECT_EQ(requests, 2);
}

TEST(AwsClient, ItsErrorsBeginWithTheirSubject) {
    forget_proxies();
    ManualClock clock;
    std::vector<std::unique_ptr<CredentialSource>> sources;
    sources.push_back(std::make_unique<SlowSource>(clock, Duration()));
    CredentialCache credentials(std::move(sources), clock);
    HttpServer server([](httplib::Server& routes) {
        routes.Post("/", [](const auto&, auto& response) { response.status = 403; });
    });
    AwsClient client(
        {RequestUrl::parse(server.url()).value(), "sqs", "us-east-1", "queue q (us-east-1)"},
        HttpClient::create({}).value(), credentials, clock, Random(1));
    const auto answer = client.send(
        {.headers = {}, .body = "{}", .timeout = std::chrono::seconds(10), .tries_max = 1}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message,
              "queue q (us-east-1): 127.0.0.1:" + std::to_string(server.port()) + " answered 403");
}

}  // namespace
}  // namespace scan
