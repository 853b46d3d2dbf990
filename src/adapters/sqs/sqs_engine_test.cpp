#include "adapters/sqs/sqs_engine.h"

#include <gtest/gtest.h>

#include <functional>
#include <latch>
#include <optional>
#include <thread>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"

namespace scan {
namespace {

// A server that answers nothing before the test's end.
class SilentSqs {
public:
    SilentSqs()
        : server_([this](httplib::Server& server) {
              server.Post("/", [this](const auto&, auto&) {
                  asked_.count_down();
                  over_.wait();
              });
          }) {
        forget_proxies();
    }
    ~SilentSqs() { over_.count_down(); }

    std::string url() const { return server_.url() + "/1/q"; }
    void wait_for_request() { asked_.wait(); }

private:
    std::latch asked_{1};
    std::latch over_{1};
    HttpServer server_;
};

TEST(SqsEngine, AStopEndsEveryCallOfAQueueThatWasNotLearned) {
    using Call = std::function<Error(EventQueue&)>;
    const std::vector receipts{Receipt{"r"}};
    const std::initializer_list<Call> calls{
        [](EventQueue& queue) { return queue.depth().error(); },
        [](EventQueue& queue) { return queue.send(std::vector<std::string>{"a"})[0].error(); },
        [&](EventQueue& queue) { return queue.acknowledge(receipts)[0].error(); },
        [&](EventQueue& queue) { return queue.release(receipts)[0].error(); },
        [&](EventQueue& queue) {
            return queue.extend(receipts, std::chrono::seconds(30))[0].error();
        }};
    for (const Call& call : calls) {
        SilentSqs server;
        SystemClock clock;
        SqsSettings settings;
        settings.url = server.url();
        settings.variables = {{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "s"}};
        SqsEngine engine(std::move(settings), clock, Random(1));
        std::stop_source stop;
        std::optional<Error> error;
        {
            const std::jthread calling([&] { error = call(*engine.queue(stop.get_token())); });
            server.wait_for_request();
            stop.request_stop();
        }
        EXPECT_EQ(error->code, ErrorCode::stopped) << error->message;
    }
}

TEST(SqsEngine, AStopEndsAReceiveOfAQueueThatWasNotLearnedWithNothing) {
    SilentSqs server;
    SystemClock clock;
    SqsSettings settings;
    settings.url = server.url();
    settings.variables = {{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "s"}};
    SqsEngine engine(std::move(settings), clock, Random(1));
    std::stop_source stop;
    Result<std::vector<Delivery>> received;
    {
        const std::jthread receiving(
            [&] { received = engine.queue()->receive({}, stop.get_token()); });
        server.wait_for_request();
        stop.request_stop();
    }
    ASSERT_TRUE(received) << received.error().message;
    EXPECT_TRUE(received->empty());
}

TEST(SqsEngine, AnswersWithWhatIsWrongInItsSettings) {
    ManualClock clock;
    SqsSettings settings;
    settings.url = "https://vpce-1.amazonaws.com/1/q";
    SqsEngine nowhere(settings, clock, Random(1));
    EXPECT_PRED2(contains, nowhere.queue()->depth().error().message, "queue.region: not set");
    settings.url = "https://queues.example.com/1/q";
    SqsEngine elsewhere(settings, clock, Random(1));
    EXPECT_PRED2(contains, elsewhere.queue()->depth().error().message, "queue.region: not set");
    settings.url = "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/1/q";
    settings.variables = {{"AWS_USE_FIPS_ENDPOINT", "true"}};
    SqsEngine own_network(settings, clock, Random(1));
    EXPECT_PRED2(contains, own_network.queue()->depth().error().message,
                 "allowed: sqs-fips.eu-west-1.amazonaws.com");
    settings.url = "https://host/q";
    SqsEngine no_queue(settings, clock, Random(1));
    EXPECT_EQ(no_queue.queue()->depth().error().code, ErrorCode::denied);
}

}  // namespace
}  // namespace scan
