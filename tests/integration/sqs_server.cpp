#include "tests/integration/sqs_server.h"

#include <fmt/format.h>

#include <stdexcept>

#include "adapters/http/testing/proxy_environment.h"
#include "base/json_text.h"

namespace scan {
namespace {

// The text that the answer has under this name.
std::string field(std::string_view answer, std::string_view name) {
    const std::string key = fmt::format("\"{}\":\"", name);
    const std::size_t found = answer.find(key);
    if (found == std::string_view::npos) throw std::runtime_error(std::string(answer));
    const std::size_t begin = found + key.size();
    return std::string(answer.substr(begin, answer.find('"', begin) - begin));
}

}  // namespace

SqsServer::SqsServer(std::string origin, SqsAccount account)
    : origin_(std::move(origin)), account_(std::move(account)) {
    forget_proxies();
    http_ = HttpClient::create({}).value();
}

std::string SqsServer::arn(std::string_view service, std::string_view name) const {
    return fmt::format("arn:aws:{}:{}:{}:{}", service, account_.region, account_.id, name);
}

std::string SqsServer::get(std::string_view path) {
    HttpRequest request;
    request.url = RequestUrl::parse(fmt::format("{}{}", origin_, path)).value();
    return send(std::move(request));
}

std::string SqsServer::post(std::string_view path, std::vector<HttpHeader> headers,
                            std::string body) {
    HttpRequest request;
    request.method = HttpMethod::post;
    request.url = RequestUrl::parse(fmt::format("{}{}", origin_, path)).value();
    request.headers = std::move(headers);
    request.body = std::move(body);
    const bool is_form = request.body.starts_with("Action=");
    request.signing = AwsSigning{account_.access_key_id, account_.secret_access_key,
                                 account_.region, is_form ? "sns" : "sqs"};
    return send(std::move(request));
}

std::string SqsServer::send(HttpRequest request) {
    request.timeout = std::chrono::seconds(30);
    request.body_bytes_max = 1024 * 1024;
    const auto response = http_->send(request, {});
    if (!response) throw std::runtime_error(response.error().message);
    if (response->status != 200) throw std::runtime_error(response->body);
    return response->body;
}

std::string SqsServer::call(std::string_view operation, std::string body) {
    return post("/",
                {{"Content-Type", "application/x-amz-json-1.0"},
                 {"X-Amz-Target", fmt::format("AmazonSQS.{}", operation)}},
                std::move(body));
}

std::string SqsServer::create_queue(std::string_view name, std::string_view attributes) {
    call("CreateQueue",
         fmt::format("{{\"QueueName\":{},\"Attributes\":{}}}", json_quote(name), attributes));
    return fmt::format("{}/{}/{}", origin_, account_.id, name);
}

std::string SqsServer::create_queue_with_dead_letters(std::string_view name,
                                                      std::uint32_t receive_count_max,
                                                      std::string_view attributes) {
    const std::string dead = fmt::format("{}-dead", name);
    create_queue(dead, R"({"MessageRetentionPeriod":"1209600"})");
    const std::string policy = fmt::format(R"({{"deadLetterTargetArn":"{}","maxReceiveCount":{}}})",
                                           arn("sqs", dead), receive_count_max);
    return create_queue(name, fmt::format("{{\"RedrivePolicy\":{}{}{}}}", json_quote(policy),
                                          attributes.empty() ? "" : ",", attributes));
}

std::string SqsServer::create_topic(std::string_view name) {
    post("/", {{"Content-Type", "application/x-www-form-urlencoded"}},
         fmt::format("Action=CreateTopic&Name={}", name));
    return arn("sns", name);
}

void SqsServer::subscribe(std::string_view topic_arn, std::string_view queue_name) {
    post("/", {{"Content-Type", "application/x-www-form-urlencoded"}},
         fmt::format("Action=Subscribe&TopicArn={}&Protocol=sqs&Endpoint={}"
                     "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true",
                     topic_arn, arn("sqs", queue_name)));
}

std::int64_t SqsServer::messages(std::string_view queue_name) {
    // An emulator may know a queue only by the URL that it gave it itself.
    const std::string url =
        field(call("GetQueueUrl", fmt::format(R"({{"QueueName":"{}"}})", queue_name)), "QueueUrl");
    const std::string answer = call(
        "GetQueueAttributes", fmt::format(R"({{"QueueUrl":"{}","AttributeNames":["All"]}})", url));
    std::int64_t sum = 0;
    for (const std::string_view which : {"", "NotVisible", "Delayed"}) {
        sum += std::stoll(field(answer, fmt::format("ApproximateNumberOfMessages{}", which)));
    }
    return sum;
}

}  // namespace scan
