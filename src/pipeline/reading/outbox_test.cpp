#include "pipeline/outbox.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "base/testing/effort.h"
#include "pipeline/message_packing.h"
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
