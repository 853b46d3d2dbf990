#include "tests/integration/emulator.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "adapters/http/testing/proxy_environment.h"
#include "base/json_text.h"

namespace scan {
namespace {

const std::filesystem::path kFolder = SCAN_EMULATOR_FOLDER;

// The first line that the process prints.
std::string read_line(int pipe) {
    std::string line;
    char c = 0;
    while (::read(pipe, &c, 1) == 1 && c != '\n') line += c;
    return line;
}

// The text that the answer has under this name.
std::string field(std::string_view answer, std::string_view name) {
    const std::string key = fmt::format("\"{}\":\"", name);
    const std::size_t found = answer.find(key);
    if (found == std::string_view::npos) throw std::runtime_error(std::string(answer));
    const std::size_t begin = found + key.size();
    return std::string(answer.substr(begin, answer.find('"', begin) - begin));
}

}  // namespace

Emulator::Emulator() {
    forget_proxies();
    // Debian's own Node.js is too old for the emulator.
    const std::string node = kFolder / "node_modules/node/bin/node";
    if (!std::filesystem::exists(node))
        throw std::runtime_error("the emulator is not installed: tools/install_packages test");
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");

    std::string script = kFolder / "emulator.js";
    std::string program = node;
    char* const arguments[] = {program.data(), script.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    const int failure =
        ::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments, ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = output[0];
    const std::string port = failure == 0 ? read_line(output_) : std::string();
    if (port.empty()) throw std::runtime_error("the emulator does not start");
    origin_ = "http://127.0.0.1:" + port;
    http_ = HttpClient::create({}).value();
}

Emulator::~Emulator() {
    http_.reset();
    ::close(input_);
    ::close(output_);
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
}

std::string Emulator::post(const std::string& path, std::vector<HttpHeader> headers,
                           std::string body) {
    HttpRequest request;
    request.method = HttpMethod::post;
    request.url = RequestUrl::parse(origin_ + path).value();
    request.headers = std::move(headers);
    request.body = std::move(body);
    return send(std::move(request));
}

std::string Emulator::send(HttpRequest request) {
    request.timeout = std::chrono::seconds(30);
    request.body_bytes_max = 1024 * 1024;
    const auto response = http_->send(request, {});
    if (!response) throw std::runtime_error(response.error().message);
    if (response->status != 200) throw std::runtime_error(response->body);
    return response->body;
}

std::string Emulator::call(std::string_view operation, std::string body) {
    return post("/",
                {{"Content-Type", "application/x-amz-json-1.0"},
                 {"X-Amz-Target", fmt::format("AmazonSQS.{}", operation)}},
                std::move(body));
}

std::string Emulator::create_queue(std::string_view name, std::string_view attributes) {
    call("CreateQueue",
         fmt::format("{{\"QueueName\":{},\"Attributes\":{}}}", json_quote(name), attributes));
    return fmt::format("{}/000000000000/{}", origin_, name);
}

std::string Emulator::create_queue_with_dead_letters(std::string_view name,
                                                     std::uint32_t receive_count_max,
                                                     std::string_view attributes) {
    const std::string dead = fmt::format("{}-dead", name);
    create_queue(dead, R"({"MessageRetentionPeriod":"1209600"})");
    const std::string policy = fmt::format(R"({{"deadLetterTargetArn":"{}","maxReceiveCount":{}}})",
                                           arn(dead), receive_count_max);
    return create_queue(name, fmt::format("{{\"RedrivePolicy\":{}{}{}}}", json_quote(policy),
                                          attributes.empty() ? "" : ",", attributes));
}

std::string Emulator::create_topic(std::string_view name) {
    post("/", {{"Content-Type", "application/x-www-form-urlencoded"}},
         fmt::format("Action=CreateTopic&Name={}", name));
    return fmt::format("arn:aws:sns:us-east-1:000000000000:{}", name);
}

void Emulator::subscribe(std::string_view topic_arn, std::string_view queue_name) {
    post("/", {{"Content-Type", "application/x-www-form-urlencoded"}},
         fmt::format("Action=Subscribe&TopicArn={}&Protocol=sqs&Endpoint={}"
                     "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true",
                     topic_arn, arn(queue_name)));
}

void Emulator::pass(Duration time) {
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(time).count();
    post(fmt::format("/_clock/{}", milliseconds), {{"Content-Type", "application/json"}}, "{}");
}

std::int64_t Emulator::messages(std::string_view queue_name) {
    // The emulator knows a queue only by the URL that it gave it itself.
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

std::string Emulator::requests() {
    HttpRequest request;
    request.url = RequestUrl::parse(origin_ + "/_requests").value();
    return send(std::move(request));
}

void Emulator::tell(std::string_view command) {
    const std::string line = fmt::format("{}\n", command);
    if (::write(input_, line.data(), line.size()) != std::ssize(line) ||
        read_line(output_) != command) {
        throw std::runtime_error(fmt::format("the emulator does not {}", command));
    }
}

void Emulator::stop() {
    tell("stop");
}

void Emulator::start() {
    tell("start");
}

std::string Emulator::arn(std::string_view queue_name) {
    return fmt::format("arn:aws:sqs:us-east-1:000000000000:{}", queue_name);
}

}  // namespace scan
