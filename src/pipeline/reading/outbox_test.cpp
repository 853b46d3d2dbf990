#include "pipeline/reading/outbox.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "base/testing/effort.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/reading/message_packing.h"
#include "pipeline/testing/forwarding_queue.h"
#include "pipeline/testing/outside.h"

namespace scan {
namespace {

struct Sending {
    explicit Sending(const MemoryQueueSettings& settings = {}) : outside(settings) {}

    void fill(std::vector<std::string> texts, std::size_t events_a_message) {
        outbox.fill(pack_messages(std::vector<std::string_view>(texts.begin(), texts.end()),
                                  {.events_max = events_a_message}));
    }

    Outside outside;
    MemoryQueue memory{outside.queue};
    FaultyQueue queue{memory, outside.faults};
    Outbox outbox;
};

TEST(Outbox, IsEmptyOnceEverythingWasAccepted) {
    Sending sending;
    sending.fill({feed_text(scan_event(1)), feed_text(scan_event(2))}, 1);
    EXPECT_FALSE(sending.outbox.empty());
    EXPECT_TRUE(sending.outbox.send(sending.queue));
    EXPECT_TRUE(sending.outbox.empty());
    EXPECT_EQ(sending.outbox.accepted(), 2u);
}

TEST(Outbox, ReturnsTheFirstErrorAndKeepsWhatWasNotAccepted) {
    Sending sending;
    sending.fill({feed_text(scan_event(1)), feed_text(scan_event(2)), feed_text(scan_event(3))}, 1);
    auto& faults = sending.outside.faults;
    faults.next(Operation::queue_send_entry, Fault{.error = {ErrorCode::throttled, "slower"}});
    faults.next(Operation::queue_send_entry, std::nullopt);
    faults.next(Operation::queue_send_entry, Fault{});
    const auto sent = sending.outbox.send(sending.queue);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::throttled);
    EXPECT_EQ(sending.outside.queued_ids(), std::vector<std::int64_t>{2});
    EXPECT_TRUE(sending.outbox.send(sending.queue));
    EXPECT_EQ(sending.outside.queued_ids(), (std::vector<std::int64_t>{2, 1, 3}));
}

TEST(Outbox, DividesOnWhileAnotherMessageWaits) {
    MemoryQueueSettings small;
    small.body_bytes_max = 600;
    Sending sending(small);
    sending.fill({padded_event_text(1, 700), padded_event_text(2, 10), padded_event_text(3, 10),
                  padded_event_text(4, 10)},
                 2);
    auto& faults = sending.outside.faults;
    faults.next(Operation::queue_send_entry, std::nullopt);
    faults.next(Operation::queue_send_entry, Fault{});
    EXPECT_FALSE(sending.outbox.send(sending.queue));
    EXPECT_TRUE(sending.outbox.send(sending.queue));
    auto ids_sent = sending.outside.queued_ids();
    std::ranges::sort(ids_sent);
    EXPECT_EQ(ids_sent, ids(2, 4));
    ASSERT_EQ(sending.outbox.refused().size(), 1u);
    EXPECT_EQ(sending.outbox.refused().front().event_id, EventId{1});
    EXPECT_EQ(sending.outbox.refused().front().parcel_id, ParcelId{7});
    EXPECT_EQ(sending.outbox.refused().front().body, padded_event_text(1, 700));
}

// A queue that refuses everything, or everything but one event, until it is mended.
class RefusingQueue final : public ForwardingQueue {
public:
    using ForwardingQueue::ForwardingQueue;

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        if (refuses_nothing) return ForwardingQueue::send(bodies);
        std::vector<Result<>> results;
        for (const std::string& body : bodies) {
            const bool is_taken = !taken.empty() && body.find(taken) != std::string::npos &&
                                  body.find("},{") == std::string::npos;
            results.push_back(is_taken ? ForwardingQueue::send(std::vector{body}).front()
                                       : Result<>(fail(ErrorCode::rejected, "not this one")));
        }
        return results;
    }

    bool refuses_nothing = false;
    std::string taken;  // a part of the only event that is taken
};

std::vector<std::string> texts_of(std::int64_t first, std::int64_t last) {
    std::vector<std::string> texts;
    for (std::int64_t id = first; id <= last; ++id) texts.push_back(feed_text(scan_event(id)));
    return texts;
}

TEST(Outbox, HoldsWhereTheQueueRefusesMoreThanFiftyEventsAndTakesNone) {
    Sending sending;
    RefusingQueue queue(sending.queue);
    sending.fill(texts_of(1, 51), 20);
    for (int tries = 0; tries < 3; ++tries) {
        const auto sent = sending.outbox.send(queue);
        ASSERT_FALSE(sent);
        EXPECT_EQ(sent.error().code, ErrorCode::denied);
        EXPECT_PRED2([](const std::string& text,
                        const char* part) { return text.find(part) != std::string::npos; },
                     sent.error().message, "not this one");
        EXPECT_TRUE(sending.outbox.refused().empty());
    }
    queue.refuses_nothing = true;
    EXPECT_TRUE(sending.outbox.send(queue));
    auto sent_ids = sending.outside.queued_ids();
    std::ranges::sort(sent_ids);
    EXPECT_EQ(sent_ids, ids(1, 51));
    EXPECT_TRUE(sending.outbox.refused().empty());
}

TEST(Outbox, FiftyRefusedEventsAreCulpritsAndSoAreMoreBesideOneThatIsTaken) {
    for (const std::int64_t count : {50, 200}) {
        Sending sending;
        RefusingQueue queue(sending.queue);
        if (count > 50) queue.taken = R"("EventId":100,)";
        sending.fill(texts_of(1, count), 20);
        EXPECT_TRUE(sending.outbox.send(queue));
        EXPECT_EQ(sending.outbox.refused().size(), count > 50 ? 199u : 50u);
        EXPECT_EQ(sending.outbox.accepted(), count > 50 ? 1u : 0u);
    }
}

// Division decodes our own messages again: what a page once gave must stay a page, however strange its events are.
TEST(Outbox, EveryPageThatDecodesIsEncodedToOneThatDecodesToTheSameTexts) {
    constexpr std::string_view kPieces[] = {
        "{",  "}",    "[",     "]",           ",",  ":",    "\"",   "\\",
        "1",  "null", "\"a\"", " ",           "\n", "\x01", "\xff", R"({"EventId":1})",
        "tr", "\\\"", "-",     "\xEF\xBF\xBE"};
    EventPageDecoder decoder;
    int decoded = 0;
    for (int seed = 1; seed <= effort(200'000); ++seed) {
        Random random(static_cast<std::uint64_t>(seed));
        std::string body = "[";
        for (auto n = random.below(8); n > 0; --n)
            body += kPieces[random.below(std::size(kPieces))];
        body += "]";
        const auto page = decoder.decode(body);
        if (!page) continue;
        ++decoded;
        std::vector<std::string_view> texts;
        for (const PageEvent& event : page->events()) texts.push_back(event.text);
        const auto again = decoder.decode(encode_page(texts));
        ASSERT_TRUE(again) << body << " -> " << encode_page(texts);
        ASSERT_EQ(again->events().size(), texts.size()) << body;
    }
    EXPECT_GT(decoded, effort(1000));
}

}  // namespace
}  // namespace scan
