#include <fmt/format.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>

#include "adapters/http/testing/temporary_folder.h"
#include "adapters/sqs/sqs_engine.h"
#include "base/json_text.h"
#include "tests/integration/emulator.h"

namespace scan {
namespace {

// One queue with the worker on one side and the AWS SDK for JavaScript on the other.
class AwsSdk : public testing::Test {
protected:
    AwsSdk() {
        SqsSettings settings;
        settings.url = url_;
        settings.variables = {{"AWS_ACCESS_KEY_ID", "test"}, {"AWS_SECRET_ACCESS_KEY", "test"}};
        engine_.emplace(std::move(settings), clock_, Random(1));
        queue_ = engine_->queue();
    }

    // Runs the other side and returns what it prints.
    std::string sdk(const std::string& arguments, const std::string& input = {}) {
        const std::string from = folder_.write("input", input);
        const std::string to = folder_.file("output");
        const std::string command =
            fmt::format("'{0}/node_modules/node/bin/node' '{0}/sdk_client.js' {1} <'{2}' >'{3}'",
                        SCAN_EMULATOR_FOLDER, arguments, from, to);
        EXPECT_EQ(std::system(command.c_str()), 0);
        std::ifstream file(to);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    std::string address() const { return fmt::format("'{}' both", emulator_.origin()); }

    static std::vector<std::string> bodies() {
        std::vector<std::string> bodies{R"({"ScanEvents":[{"a":"\\\""}]})",
                                        "T\xC4\x81maki \xE6\x9D\xB1", "{\"\":\t\n\r<&>}",
                                        std::string(100'000, 'x')};
        for (int i = 0; i < 20; ++i) bodies.push_back(fmt::format("{{\"i\":{}}}", i));
        std::ranges::sort(bodies);
        return bodies;
    }

    SystemClock clock_;
    TemporaryFolder folder_;
    Emulator emulator_;
    const std::string url_ = emulator_.server().create_queue_with_dead_letters("both", 3);
    std::optional<SqsEngine> engine_;
    std::unique_ptr<EventQueue> queue_;
};

TEST_F(AwsSdk, ReceivesWhatTheWorkerSends) {
    for (const auto& result : queue_->send(bodies())) ASSERT_TRUE(result) << result.error().message;
    const std::string printed = sdk(fmt::format("receive {} {}", address(), bodies().size()));
    simdjson::dom::parser parser;
    std::vector<std::string> received;
    const simdjson::dom::array list = parser.parse(printed).get_array().value();
    for (const std::string_view body : list) received.emplace_back(body);
    std::ranges::sort(received);
    EXPECT_EQ(received, bodies());
    EXPECT_EQ(queue_->depth()->undone(), 0u);
}

TEST_F(AwsSdk, SendsWhatTheWorkerReceivesAndDeletes) {
    std::string list;
    for (const std::string& body : bodies())
        list += fmt::format("{}{}", list.empty() ? "[" : ",", json_quote(body));
    sdk(fmt::format("send {}", address()), list + "]");
    std::vector<std::string> received;
    for (int tries = 0; received.size() < bodies().size() && tries < 20; ++tries) {
        const auto deliveries = queue_->receive({.messages_max = 10,
                                                 .visibility_timeout = std::chrono::seconds(30),
                                                 .wait = std::chrono::seconds(1)},
                                                {});
        ASSERT_TRUE(deliveries) << deliveries.error().message;
        std::vector<Receipt> receipts;
        for (const Delivery& delivery : *deliveries) {
            received.push_back(delivery.body);
            receipts.push_back(delivery.receipt);
        }
        for (const auto& result : queue_->acknowledge(receipts)) EXPECT_TRUE(result);
    }
    std::ranges::sort(received);
    EXPECT_EQ(received, bodies());
    EXPECT_EQ(sdk(fmt::format("receive {} 0", address())), "[]\n");
    EXPECT_EQ(queue_->depth()->undone(), 0u);
}

}  // namespace
}  // namespace scan
