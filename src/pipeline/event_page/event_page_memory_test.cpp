#include <fmt/format.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/page_text.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SCAN_ALLOCATOR_IS_A_SANITIZERS
#endif
#endif

#ifdef SCAN_ALLOCATOR_IS_A_SANITIZERS

// A sanitizer's own allocator is not counted; what it looks for is looked for all the same, on less,
// because each byte takes it ten times as long.
namespace {

constexpr bool kCounts = false;
constexpr std::size_t kPage = 128 * 1024;
std::size_t live_bytes = 0;
std::size_t peak_bytes = 0;

}  // namespace

#else

// All that this test program takes is counted.
namespace {

constexpr bool kCounts = true;
constexpr std::size_t kPage = 4 * 1024 * 1024;
std::atomic<std::size_t> live_bytes = 0;
std::atomic<std::size_t> peak_bytes = 0;

void* counted(void* memory) {
    const std::size_t now = live_bytes += ::malloc_usable_size(memory);
    if (now > peak_bytes) peak_bytes = now;
    return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
    void* const memory = std::malloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return counted(memory);
}

void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    void* const memory = std::malloc(bytes);
    return memory == nullptr ? nullptr : counted(memory);
}

void operator delete(void* memory) noexcept {
    live_bytes -= ::malloc_usable_size(memory);
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}

#endif

namespace scan {
namespace {

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string all;
    all.reserve(bytes + text.size());
    while (all.size() < bytes) all += text;
    return all;
}

TEST(EventPageMemory, IsASmallMultipleOfThePageWhateverItHolds) {
    constexpr std::size_t kMultiple = 20;
    const auto list = [](std::string_view element) {
        return fmt::format(R"({{"ScanEvents":[{}0]}})",
                           repeated(std::string(element) + ",", kPage));
    };
    const std::pair<const char*, std::string> pages[] = {
        {"numbers", list("0")},
        {"empty objects", list("{}")},
        {"empty lists", list("[]")},
        {"ids alone", list(R"({"EventId":1})")},
        {"shortest events",
         list(
             R"({"EventId":1,"ParcelId":1,"Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})")},
        {"bad bytes", list("\"\xff\"")},
        {"one deep event", list(std::string(kPage / 2, '[') + std::string(kPage / 2, ']'))},
        {"one deep event that is open", "[" + std::string(kPage, '[')},
        {"one long text", list(event_text(1, ",\"Type\":\"" + std::string(kPage, 'x') + '"'))},
        {"one event of many fields",
         list(event_text(1, repeated(R"(,"Type":0,"User":{"RunId":1e999})", kPage)))},
        {"an event alone", event_text(1, ",\"x\":[" + repeated("0,", kPage) + "0]")},
        {"a notification",
         fmt::format(R"({{"TopicArn":"t","Message":"[{}0]"}})", repeated("0,", kPage))},
        {"a notification beside much",
         fmt::format(R"({{"TopicArn":"t","x":[{}0],"Message":"[]"}})", repeated("0,", kPage))},
        {"fields beside the list",
         fmt::format(R"({{{}"ScanEvents":[]}})", repeated(R"("":0,)", kPage))},
    };
    for (const auto& [what, text] : pages) {
        const std::size_t before = live_bytes;
        peak_bytes = before;
        {
            EventPageDecoder decoder;
            const auto page = decoder.decode(text);
        }
        if (kCounts) {
            EXPECT_LT(peak_bytes - before, kMultiple * text.size()) << what;
        }
    }
}

TEST(EventPageMemory, APageOfAsManyEventsAsAFeedIsEverAskedForIsTakenHoweverShortTheyAre) {
    constexpr std::size_t kPageLimitMax = 100'000;
    EventPageDecoder decoder;
    const auto list = [](std::size_t count) { return "[" + repeated("0,", 2 * count - 2) + "0]"; };
    const auto fits = decoder.decode(list(kPageLimitMax));
    ASSERT_TRUE(fits) << fits.error().message;
    EXPECT_EQ(fits->events().size(), kPageLimitMax);
    const auto exceeds = decoder.decode(list(kPageLimitMax + 1));
    ASSERT_FALSE(exceeds);
    EXPECT_EQ(exceeds.error().message,
              "not a page of scan events: more than 100000 events in 200003 bytes");
    EXPECT_TRUE(decoder.decode(list(1)));
}

}  // namespace
}  // namespace scan
