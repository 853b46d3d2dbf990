#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "adapters/http/http_client.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/temporary_folder.h"
#include "base/json_text.h"

namespace scan {
namespace {

struct Captured {
    httplib::Headers headers;
    std::string body;
};

// Signs once more what libcurl signed, by an implementation that is not ours.
class AwsSignature : public testing::Test {
protected:
    AwsSignature() { forget_proxies(); }

    void expect_botocores(HttpRequest request, const std::string& session_token) {
        std::optional<Captured> captured;
        HttpServer server([&](httplib::Server& routes) {
            routes.Post("/", [&](const auto& got, auto&) { captured = {got.headers, got.body}; });
        });
        request.method = HttpMethod::post;
        request.url = RequestUrl::parse(server.url()).value();
        request.timeout = std::chrono::seconds(30);
        request.body_bytes_max = 1024;
        if (!session_token.empty())
            request.headers.push_back({"X-Amz-Security-Token", session_token});
        {
            const auto client = HttpClient::create({}).value();
            ASSERT_TRUE(client->send(request, {}));
        }
        ASSERT_TRUE(captured);
        EXPECT_EQ(captured->body, request.body);
        EXPECT_EQ(of(*captured, "Authorization"),
                  recompute(server.url(), *captured, request, session_token));
        EXPECT_NE(of(*captured, "Authorization").find("Signature="), std::string::npos);
    }

    static std::string of(const Captured& captured, const std::string& name) {
        const auto found = captured.headers.find(name);
        return found == captured.headers.end() ? "" : found->second;
    }

    std::string recompute(const std::string& url, const Captured& captured,
                          const HttpRequest& request, const std::string& session_token) {
        std::string headers;
        for (const HttpHeader& header : request.headers) {
            if (header.name == "X-Amz-Security-Token") continue;  // botocore adds its own
            headers += fmt::format("{}{}:{}", headers.empty() ? "" : ",", json_quote(header.name),
                                   json_quote(header.value));
        }
        const std::string input = folder_.write(
            "request.json",
            fmt::format("{{\"url\":{},\"headers\":{{{}}},\"date\":{},\"body\":{},\"region\":{},"
                        "\"service\":{},\"access_key_id\":{},\"secret_access_key\":{},"
                        "\"session_token\":{}}}",
                        json_quote(url + "/"), headers, json_quote(of(captured, "X-Amz-Date")),
                        json_quote(captured.body), json_quote(request.signing->region),
                        json_quote(request.signing->service),
                        json_quote(request.signing->access_key_id),
                        json_quote(request.signing->secret_access_key), json_quote(session_token)));
        const std::string output = folder_.file("authorization");
        const std::string command =
            fmt::format("python3 '{}' <'{}' >'{}'", SCAN_RECOMPUTE_SIGNATURE, input, output);
        EXPECT_EQ(std::system(command.c_str()), 0);
        std::string line;
        std::ifstream file(output);
        std::getline(file, line);
        return line;
    }

    static HttpRequest sqs_request(std::string body) {
        HttpRequest request;
        request.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                           {"X-Amz-Target", "AmazonSQS.SendMessageBatch"}};
        request.body = std::move(body);
        request.signing = AwsSigning{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                                     "eu-west-1", "sqs"};
        return request;
    }

    TemporaryFolder folder_;
};

TEST_F(AwsSignature, OfAnOrdinaryRequestIsBotocores) {
    expect_botocores(sqs_request(R"({"QueueUrl":"http://127.0.0.1/1/q"})"), "");
}

TEST_F(AwsSignature, CoversASessionToken) {
    expect_botocores(sqs_request("{}"),
                     "IQoJb3JpZ2luX2VjEHoaCXVzLWVhc3QtMSJ+/=" + std::string(1500, 'A'));
}

TEST_F(AwsSignature, CoversABodyThatIsNotAscii) {
    expect_botocores(sqs_request("{\"a\":\"T\xC4\x81maki \xE6\x9D\xB1 \xF0\x9F\x93\xA6\"}"),
                     "token");
}

TEST_F(AwsSignature, CoversALargeBody) {
    expect_botocores(sqs_request("{\"a\":\"" + std::string(1536 * 1024, 'x') + "\"}"), "token");
}

TEST_F(AwsSignature, OfAFormForSnsIsBotocores) {
    HttpRequest request = sqs_request("Action=PublishBatch&Version=2010-03-31&TopicArn=a%3Ab");
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.signing->service = "sns";
    expect_botocores(std::move(request), "token");
}

}  // namespace
}  // namespace scan
