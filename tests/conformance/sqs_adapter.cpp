#include <fmt/format.h>

#include "adapters/sqs/sqs_engine.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/integration/emulator.h"

namespace scan::conformance {
namespace {

// One emulator for all tests of a process; each has queues of its own.
Emulator& emulator() {
    static Emulator instance;
    return instance;
}

std::string new_queue(std::uint32_t receive_count_max) {
    static int made = 0;
    return emulator().create_queue_with_dead_letters(fmt::format("queue-{}", ++made),
                                                     receive_count_max);
}

class SqsQueueFixture final : public QueueFixture {
public:
    std::unique_ptr<EventQueue> open() override { return engine_.queue(); }
    std::unique_ptr<EventQueue> open_dead_letters() override { return engine_.dead_letter_queue(); }
    Clock& clock() override { return clock_; }
    bool time_is_virtual() const override { return false; }
    void pass(Duration time) override { emulator().pass(time); }
    // Two waits for it pass in real time.
    Duration short_visibility() const override { return std::chrono::seconds(3); }
    std::optional<std::string> refused_body() const override { return "no XML: \x01"; }
    // Amazon SQS does; the emulator takes the halves of such a character in UTF-16 for what XML forbids.
    bool takes_every_plane() const override { return false; }
    // A lapsed receipt deletes nothing and is told so by nobody, as on Amazon SQS.
    bool tells_lapsed_receipts() const override { return false; }

private:
    SystemClock clock_;
    SqsEngine engine_{
        {.url = new_queue(receive_count_max()),
         .region = {},
         .topic_arn = {},
         .expected = {},
         .variables = {{"AWS_ACCESS_KEY_ID", "test"}, {"AWS_SECRET_ACCESS_KEY", "test"}},
         .warn = {}},
        clock_,
        Random(1)};
};

INSTANTIATE_TEST_SUITE_P(Sqs, EventQueueConformance,
                         testing::Values(QueueAdapter{
                             "sqs", [] { return std::make_unique<SqsQueueFixture>(); }}));

}  // namespace
}  // namespace scan::conformance
