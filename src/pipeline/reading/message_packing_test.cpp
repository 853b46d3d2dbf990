#include "pipeline/reading/message_packing.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/page_text.h"
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

std::vector<std::string> event_texts(int count) {
    std::vector<std::string> texts;
    for (int id = 1; id <= count; ++id)
        texts.push_back(event_text(id, fmt::format(R"(,"Device":{{"Id":{}}})", id * 7919 % 10007)));
    return texts;
}

std::vector<std::string> unpacked(const std::vector<std::string>& bodies) {
    EventPageDecoder decoder;
    std::vector<std::string> texts;
    for (const std::string& body : bodies) {
        const auto page = decoder.decode(body);
        EXPECT_TRUE(page);
        if (!page) continue;
        for (const PageEvent& event : page->events()) texts.emplace_back(event.text);
    }
    return texts;
}

TEST(MessagePacking, CompressedAMessageHoldsAsManyEventsAsFitItsBytesCompressed) {
    const std::vector<std::string> texts = event_texts(20'000);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    MessagePacking packing({.events_max = 10'000, .bytes_max = 16 * 1024});
    const auto bodies = packing.pack(views, MessageForm::compressed);
    EXPECT_EQ(unpacked(bodies), texts);
    EXPECT_LT(4 * bodies.size(), packing.pack(views, MessageForm::page).size());
    // The first is a guess, and the last is what is left.
    for (std::size_t i = 1; i + 1 < bodies.size(); ++i) {
        EXPECT_LE(bodies[i].size(), 16u * 1024);
        EXPECT_GE(bodies[i].size(), 12u * 1024);
    }
}

TEST(MessagePacking, CompressedKeepsEveryEventInOrderWithinBothLimitsWhateverTheyAre) {
    EventPageDecoder decoder;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        MessagePacking packing(
            {.events_max = 1 + random.below(40), .bytes_max = 200 + random.below(3000)});
        for (int page = 0; page < 3; ++page) {
            std::vector<std::string> texts;
            for (auto n = random.below(60); n > 0; --n) {
                // Some compress well, some not at all, some grow as they are written.
                std::string note;
                for (auto length = random.below(900); length > 0; --length)
                    note += random.chance(0.5) ? 'x' : static_cast<char>('0' + random.below(70));
                std::erase(note, '\\');
                if (random.chance(0.1)) note += "\xEF\xBF\xBF\xEF\xBF\xBE";
                texts.push_back(R"({"EventId":1,"Note":")" + note + "\"}");
            }
            const std::vector<std::string_view> views(texts.begin(), texts.end());
            std::size_t events = 0;
            for (const std::string& body : packing.pack(views, MessageForm::compressed)) {
                ASSERT_TRUE(is_compressed(body));
                const auto decoded = decoder.decode(body);
                ASSERT_TRUE(decoded) << decoded.error().message;
                events += decoded->events().size();
                if (decoded->events().size() > 1) {
                    EXPECT_LE(body.size(), 3200u);
                }
            }
            EXPECT_EQ(events, texts.size()) << "seed " << seed;
        }
    }
}

TEST(MessagePacking, TheFormMayChangeFromPageToPage) {
    MessagePacking packing({});
    const std::vector<std::string> texts = event_texts(3);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    for (const MessageForm form :
         {MessageForm::compressed, MessageForm::page, MessageForm::compressed}) {
        const auto bodies = packing.pack(views, form);
        ASSERT_EQ(bodies.size(), 1u);
        EXPECT_EQ(is_compressed(bodies.front()), form == MessageForm::compressed);
        EXPECT_EQ(unpacked(bodies), texts);
    }
}

}  // namespace
}  // namespace scan
