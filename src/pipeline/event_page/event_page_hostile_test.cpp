#include <gtest/gtest.h>

#include <tuple>
#include <utility>
#include <vector>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/page_text.h"

namespace scan {
namespace {

TEST(EventPage, TakesIdsUpToTheGreatestOf64Bits) {
    EventPageDecoder decoder;
    constexpr std::string_view kFields =
        R"("Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z")";
    for (const char* id : {"1", "9223372036854775807", R"("9223372036854775807")",
                           R"({"value":9223372036854775807})"}) {
        const auto page =
            decoder.decode(fmt::format(R"({{"EventId":{0},"ParcelId":{0},{1}}})", id, kFields));
        ASSERT_TRUE(page && page->events().front().event) << id;
    }
    for (const char* id :
         {"0", "-1", "-9223372036854775808", "-9223372036854775809", "9223372036854775808",
          "18446744073709551615", "18446744073709551616", R"("9223372036854775808")",
          R"("-9223372036854775809")", "9.2e18", "1e400"}) {
        const auto page =
            decoder.decode(fmt::format(R"([{{"EventId":{},"ParcelId":7,{}}}])", id, kFields));
        ASSERT_TRUE(page) << id;
        ASSERT_EQ(page->events().size(), 1u) << id;
        EXPECT_FALSE(page->events().front().event) << id;
        EXPECT_EQ(page->events().front().event_id(), std::nullopt) << id;
    }
}

TEST(EventPage, TakesTimesFromYear1ToYear9999) {
    EventPageDecoder decoder;
    const auto decode = [&](const char* time) {
        return decoder.decode(fmt::format(
            R"([{{"EventId":2,"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"{}"}}])", time));
    };
    for (const char* time : {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"}) {
        const auto page = decode(time);
        ASSERT_TRUE(page && page->events().front().event) << time;
    }
    for (const char* time :
         {"0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
          "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "292277026596-12-04T15:30:08Z"}) {
        const auto page = decode(time);
        ASSERT_TRUE(page) << time;
        ASSERT_FALSE(page->events().front().event) << time;
        EXPECT_EQ(page->events().front().event.error().reason, "bad timestamp") << time;
        EXPECT_EQ(page->events().front().event_id(), EventId{2}) << time;
    }
}

TEST(EventPage, NestedAMillionLevelsDeepCostsNoStack) {
    constexpr std::size_t kLevels = 1'000'000;
    EventPageDecoder decoder;
    for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{R"({"x":)", "}"}}) {
        std::string deep;
        for (std::size_t i = 0; i < kLevels; ++i) deep += open;
        EXPECT_FALSE(decoder.decode(deep));
        deep += '1';
        for (std::size_t i = 0; i < kLevels; ++i) deep += close;
        const auto beside = decoder.decode(
            page_text({event_text(1), event_text(2, ",\"x\":" + deep), event_text(3)}));
        ASSERT_TRUE(beside) << beside.error().message;
        ASSERT_EQ(beside->events().size(), 3u);
        EXPECT_EQ(beside->events()[1].event.error().reason, "nested too deep");
        EXPECT_TRUE(beside->events()[0].event && beside->events()[2].event);
        EXPECT_EQ(
            decoder.decode(fmt::format(R"({{"x":{},"ScanEvents":[]}})", deep))->events().size(),
            0u);
        const auto alone = decoder.decode(deep);
        EXPECT_TRUE(!alone || !alone->events().front().event);
    }
}

TEST(EventPage, AMalformedEventCostsOnlyItself) {
    EventPageDecoder decoder;
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    const std::vector<std::tuple<std::string, std::string, std::optional<EventId>>> bad = {
        {R"({"EventId":2,,"ParcelId":7})", "bad JSON", std::nullopt},
        {R"({"EventId":2)" +
             std::string(R"(,"ParcelId":7,"Type":"X","CreatedDateTimeUtc":"yesterday"})"),
         "bad timestamp", EventId{2}},
        {R"({"EventId":2,"ParcelId":7,"CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})", "bad Type",
         EventId{2}},
        {R"({"EventId":2,"ParcelId":7,"Type":" ","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})",
         "bad Type", EventId{2}},
        {R"({"EventId":2,"ParcelId":7,"Type":"a\u0000b","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})",
         "bad Type", EventId{2}},
        {R"({"EventId":2,"ParcelId":7,"Type":"A"})", "bad timestamp", EventId{2}},
        {event_text(0), "bad EventId", std::nullopt},
        {event_text(-3), "bad EventId", std::nullopt},
        {R"({"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})", "bad EventId",
         std::nullopt},
        {R"({"EventId":12.5,"ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":9223372036854775808,"ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":"12x","ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":2,"ParcelId":null})", "bad ParcelId", EventId{2}},
        {event_text(2, R"(,"User":{"RunId":true})"), "bad RunId", EventId{2}},
        {event_text(2, R"(,"StatusCode":{})"), "bad StatusCode", EventId{2}},
        {event_text(2, fmt::format(R"(,"StatusCode":"{}")", std::string(201, 'x'))),
         "bad StatusCode", EventId{2}},
        {event_text(2, R"(,"x":)" + deep), "nested too deep", EventId{2}},
        {event_text(2, R"(,"x":")" + std::string(kEventBytesMax, 'x') + '"'), "event too large",
         EventId{2}},
        {event_text(2, ",\"x\":\"\x01\""), "bad JSON", EventId{2}},
        {event_text(2, ",\"x\":\"\xff\xfe\""), "bad JSON", EventId{2}},
        {event_text(2, ",\"x\":\"\n\""), "bad JSON", EventId{2}},
        {event_text(2, std::string(",\"x\":\"\0\"", 8)), "bad JSON", EventId{2}},
        {"{\x01\"EventId\":2}", "bad JSON", std::nullopt},
        {R"({5:1})", "bad JSON", std::nullopt},
        {R"({"EventId":2])", "bad JSON", std::nullopt},
        {"NaN", "bad JSON", std::nullopt},
        {"17", "not an object", std::nullopt},
        {"null", "not an object", std::nullopt},
        {R"("text")", "not an object", std::nullopt},
        {R"([{"EventId":2}])", "not an object", std::nullopt},
    };
    for (const auto& [text, reason, id] : bad) {
        const auto decoded = decoder.decode(page_text({event_text(1), text, event_text(3)}));
        ASSERT_TRUE(decoded) << text << ": " << decoded.error().message;
        ASSERT_EQ(decoded->events().size(), 3u) << text;
        EXPECT_TRUE(decoded->events()[0].event) << text;
        EXPECT_TRUE(decoded->events()[2].event) << text;
        EXPECT_EQ(decoded->events()[1].text, text);
        ASSERT_FALSE(decoded->events()[1].event) << text;
        EXPECT_EQ(decoded->events()[1].event.error().reason, reason) << text;
        EXPECT_EQ(decoded->events()[1].event_id(), id) << text;
    }
}

}  // namespace
}  // namespace scan
