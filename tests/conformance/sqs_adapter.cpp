#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "adapters/sqs/sqs_engine.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/integration/emulator.h"

namespace scan::conformance {
namespace {

class SqsQueueFixture : public QueueFixture {
public:
    explicit SqsQueueFixture(SqsServer& server)
        : engine_({.url = new_queue(server),
                   .region = server.account().region,
                   .topic_arn = {},
                   .expected = {},
                   .variables = {{"AWS_ACCESS_KEY_ID", server.account().access_key_id},
                                 {"AWS_SECRET_ACCESS_KEY", server.account().secret_access_key}},
                   .warn = {}},
                  clock_, Random(1)) {}

    std::unique_ptr<EventQueue> open() override { return engine_.queue(); }
    std::unique_ptr<EventQueue> open_dead_letters() override { return engine_.dead_letter_queue(); }
    Clock& clock() override { return clock_; }
    bool time_is_virtual() const override { return false; }
    // Two waits for it pass in real time.
    Duration short_visibility() const override { return std::chrono::seconds(3); }
    // Amazon SQS does; emulators take the halves of such a character in UTF-16 for what XML
    // forbids.
    bool takes_every_plane() const override { return false; }
    // A lapsed receipt deletes nothing and is told so by nobody, as on Amazon SQS.
    bool tells_lapsed_receipts() const override { return false; }

private:
    std::string new_queue(SqsServer& server) const {
        static int made = 0;
        return server.create_queue_with_dead_letters(fmt::format("queue-{}-{}", ::getpid(), ++made),
                                                     receive_count_max());
    }

    SystemClock clock_;
    SqsEngine engine_;
};

// One emulator for all tests of a process; each has queues of its own.
Emulator& emulator() {
    static Emulator instance;
    return instance;
}

class EmulatedSqsFixture final : public SqsQueueFixture {
public:
    EmulatedSqsFixture() : SqsQueueFixture(emulator().server()) {}
    void pass(Duration time) override { emulator().pass(time); }
    std::optional<std::string> refused_body() const override { return "no XML: \x01"; }
};

std::string setting(const char* name, std::string otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? std::move(otherwise) : text;
}

// The server at TEST_SQS_URL (scheme, host and port), e.g. ElasticMQ, moto or LocalStack. Of one that knows accounts:
// TEST_SQS_ACCOUNT, TEST_SQS_REGION; that checks signatures: TEST_SQS_ACCESS_KEY_ID, TEST_SQS_SECRET_ACCESS_KEY.
class OtherSqsFixture final : public SqsQueueFixture {
public:
    static std::unique_ptr<QueueFixture> make() {
        const char* const origin = std::getenv("TEST_SQS_URL");
        if (origin == nullptr) return nullptr;
        const SqsAccount usual;
        static SqsServer server(
            origin,
            {.id = setting("TEST_SQS_ACCOUNT", usual.id),
             .region = setting("TEST_SQS_REGION", usual.region),
             .access_key_id = setting("TEST_SQS_ACCESS_KEY_ID", usual.access_key_id),
             .secret_access_key = setting("TEST_SQS_SECRET_ACCESS_KEY", usual.secret_access_key)});
        return std::make_unique<OtherSqsFixture>(server);
    }

    using SqsQueueFixture::SqsQueueFixture;
    // Nothing puts the clock of a server that is not ours forward.
    void pass(Duration time) override { clock().sleep_until(clock().now() + time, {}); }
    bool is_sampled() const override { return true; }
};

INSTANTIATE_TEST_SUITE_P(Sqs, EventQueueConformance,
                         testing::Values(QueueAdapter{
                             "sqs", [] { return std::make_unique<EmulatedSqsFixture>(); }}));
INSTANTIATE_TEST_SUITE_P(OtherSqs, EventQueueConformance,
                         testing::Values(QueueAdapter{"other_sqs", OtherSqsFixture::make}));

}  // namespace
}  // namespace scan::conformance
