#include "pipeline/message_packing.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "pipeline/event_page.h"
#include "pipeline/testing/scan_events.h"

namespace scan {
namespace {

TEST(MessagePacking, NoEventsMakeNoMessage) {
    EXPECT_TRUE(pack_messages({}, {}).empty());
}

TEST(MessagePacking, OneEventAMessageWhereThatIsTheLimit) {
    const std::vector<std::string_view> events{"{}", "{}", "{}"};
    EXPECT_EQ(pack_messages(events, {.events_max = 1}).size(), 3u);
}

TEST(MessagePacking, KeepsEveryEventInOrderWithinBothLimitsAndALargerOneAlone) {
    EventPageDecoder decoder;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        std::vector<std::string> texts;
        for (auto n = random.below(60); n > 0; --n)
            texts.push_back(padded_event_text(static_cast<std::int64_t>(n), random.below(900)));
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        const MessageLimits limits{.events_max = 1 + random.below(10),
                                   .bytes_max = 100 + random.below(3000)};
        std::vector<std::string> unpacked;
        for (const std::string& body : pack_messages(views, limits)) {
            const auto page = decoder.decode(body);
            ASSERT_TRUE(page);
            EXPECT_LE(page->events().size(), limits.events_max);
            if (page->events().size() > 1) {
                EXPECT_LE(body.size(), limits.bytes_max);
            }
            for (const PageEvent& event : page->events()) unpacked.emplace_back(event.text);
        }
        EXPECT_EQ(unpacked, texts) << "seed " << seed;
    }
}

}  // namespace
}  // namespace scan
