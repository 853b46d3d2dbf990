#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstdlib>
#include <iostream>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"

namespace scan {
namespace {

// Measured: 9.8 and 2.

// SCAN_TEST_BACKLOG makes it a long one.
std::int64_t backlog() {
    constexpr std::int64_t kShort = 20'000;
    const char* const asked = std::getenv("SCAN_TEST_BACKLOG");
    return asked == nullptr ? kShort : std::stoll(asked);
}

class BilledRequests : public EndToEnd {
protected:
    // For each 1,000 events.
    double billed_per_1000(const std::string& compression);
};

double BilledRequests::billed_per_1000(const std::string& compression) {
    const PostgresCluster cluster;
    SqsAndPostgresEngines engines(cluster.folder(), 10);
    const std::int64_t events = backlog();
    FeedServerProcess server(folder_.path(),
                             {"--first-event-id", "1", "--parcels", std::to_string(events / 5),
                              "--events", std::to_string(events)});
    Arguments flags = {"run", "--feed-url", server.url(), "--queue-compression", compression};
    for (const auto& [name, value] : engines.settings()) {
        flags.insert(flags.end(), {"--" + name, value});
    }
    Process worker(launch(flags, engines.environment()));
    const auto cursor = [&] {
        return engines.store()->number("SELECT last_event_id FROM processing_state");
    };
    const auto patience = kPatience + Milliseconds(events);
    EXPECT_TRUE(
        worker.wait_for([&] { return cursor() >= events && engines.messages() == 0; }, patience))
        << cursor() << worker.errors();

    std::int64_t billed = 0;
    simdjson::dom::parser parser;
    const std::string requests = engines.sqs().requests();
    for (const auto entry : simdjson::dom::object(parser.parse(requests))) {
        // What is asked beside, and how often nothing is received at the end, is a matter of time.
        const bool moves_messages = entry.key == "SendMessageBatch" ||
                                    entry.key == "DeleteMessageBatch" ||
                                    entry.key == "ReceiveMessage";
        if (moves_messages) billed += std::int64_t(entry.value["billed"]);
    }
    const double each = double(billed) * 1000 / double(events);
    std::cout << events << " events, compression " << compression << ": " << requests << "\n"
              << each << " billed requests for each 1,000\n";
    return each;
}

TEST_F(BilledRequests, OfABacklogAreFewForEach1000Events) {
    EXPECT_LE(billed_per_1000("auto"), 20);
}

TEST_F(BilledRequests, OfABacklogAreAFifthOnceMessagesAreCompressed) {
    EXPECT_LE(billed_per_1000("zstd"), 4);
}

}  // namespace
}  // namespace scan
