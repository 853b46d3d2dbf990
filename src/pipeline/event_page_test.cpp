#include "pipeline/event_page.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace scan {
namespace {

constexpr std::string_view kDocumented =
    R"({"EventId":83269,"ParcelId":5002,"Type":"PICKUP","CreatedDateTimeUtc":"2021-05-11T21:11:34.1506147Z","StatusCode":"","Device":{"DeviceTransactionId":83269,"DeviceId":103},"User":{"UserId":"NC1001","CarrierId":"NC","RunId":"100"}})";

std::string event(int id, std::string_view fields = {}) {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":7,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"{}}})",
        id, fields);
}

std::string page(std::initializer_list<std::string> events) {
    return fmt::format(R"({{"ScanEvents":[{}]}})", fmt::join(events, ","));
}

ScanEvent documented_event() {
    return {.event_id = {83269},
            .parcel_id = {5002},
            .type = "PICKUP",
            .created_at = UtcTime::parse("2021-05-11T21:11:34.1506147Z").value(),
            .status_code = "",
            .run_id = "100"};
}

TEST(EventPage, DecodesTheDocumentedPageAndKeepsTheTextByteForByte) {
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(page({std::string(kDocumented)}));
    ASSERT_TRUE(decoded) << decoded.error().message;
    ASSERT_EQ(decoded->events().size(), 1u);
    EXPECT_EQ(decoded->events().front().text, kDocumented);
    ASSERT_TRUE(decoded->events().front().event) << decoded->events().front().event.error().detail;
    EXPECT_EQ(*decoded->events().front().event, documented_event());
}

TEST(EventPage, SeesNoEventsInWhatQuietFeedsAnswer) {
    EventPageDecoder decoder;
    for (const std::string_view quiet :
         {"", "  \r\n", "null", R"({"ScanEvents":[]})", R"({"ScanEvents":null})", "[]",
          R"({ "scanEvents" : [ ] })"}) {
        const auto decoded = decoder.decode(quiet);
        ASSERT_TRUE(decoded) << quiet << ": " << decoded.error().message;
        EXPECT_TRUE(decoded->events().empty()) << quiet;
    }
}

TEST(EventPage, UnderstandsEveryFormThatServersWrite) {
    EventPageDecoder decoder;
    const std::string camel =
        R"({"eventId":"83269","parcelId":"5002","type":"pickup","createdDateTimeUtc":"2021-05-11T21:11:34.1506147","statusCode":null,"user":{"runId":100}})";
    const std::string dotnet =
        R"({"eventId":{"value":83269},"parcelId":{"value":5002},"type":"PICKUP","createdDateTimeUtc":"2021-05-11T21:11:34.1506147+00:00","statusCode":"","runId":"100"})";
    const std::string quoted =
        R"({\"ScanEvents\":[{\"EventId\":83269,\"ParcelId\":5002,\"Type\":\"PICKUP\",\"CreatedDateTimeUtc\":\"2021-05-11T21:11:34.1506147Z\",\"User\":{\"RunId\":\"100\"}}]})";
    for (const std::string& body :
         {std::string(kDocumented), "[" + std::string(kDocumented) + "]",
          "\xEF\xBB\xBF" + page({std::string(kDocumented)}), camel, page({camel}), dotnet,
          fmt::format(R"({{"Next":3,"scanEvents":[{}],"Total":{{"a":[1,2]}}}})",
                      std::string(kDocumented)),
          fmt::format(R"({{"Type":"Notification","TopicArn":"arn:aws:sns:x","Message":"{}"}})",
                      quoted),
          fmt::format(R"({{"TopicArn":"arn:aws:sns:x","Message":"\ufeff{}"}})", quoted)}) {
        const auto decoded = decoder.decode(body);
        ASSERT_TRUE(decoded) << body << ": " << decoded.error().message;
        ASSERT_EQ(decoded->events().size(), 1u) << body;
        ASSERT_TRUE(decoded->events().front().event)
            << body << ": " << decoded->events().front().event.error().detail;
        EXPECT_EQ(*decoded->events().front().event, documented_event()) << body;
    }
}

TEST(EventPage, TakesTheEventsOfEveryListInIt) {
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(
        fmt::format(R"({{"ScanEvents":[{}],"scanEvents":[{},{}],"ScanEvents":null}})", event(1),
                    event(2), event(3)));
    ASSERT_TRUE(decoded) << decoded.error().message;
    ASSERT_EQ(decoded->events().size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(decoded->events()[i].event_id(), EventId{static_cast<std::int64_t>(i) + 1});
}

TEST(EventPage, RefusesWhatIsNoPage) {
    EventPageDecoder decoder;
    for (const std::string& body :
         {std::string("<html>"),
          std::string("\"ScanEvents\""),
          std::string("{}"),
          std::string(R"({"error":"x"})"),
          std::string("1"),
          page({event(1)}) + page({event(2)}),
          page({event(1)}) + "]",
          std::string(R"({"ScanEvents":{"a":1}})"),
          std::string(R"({"ScanEvents":7})"),
          std::string("[1,2"),
          std::string("true"),
          std::string("nullnull"),
          page({event(1) + event(2)}),
          page({event(1), "", event(2)}),
          page({event(1), ""}),
          page({":1"}),
          page({"1}"}),
          page({"1 2"}),
          page({R"("User":)" + event(1)}),
          page({event(1), R"("User" : [1])", event(2)}),
          std::string(R"({"TopicArn":"t","Message":"{\"TopicArn\":\"t\",\"Message\":\"[]\"}"})")}) {
        const auto decoded = decoder.decode(body);
        ASSERT_FALSE(decoded) << body;
        EXPECT_EQ(decoded.error().code, ErrorCode::rejected);
    }
}

TEST(EventPage, RefusesEveryTruncation) {
    EventPageDecoder decoder;
    const std::string whole = page({event(1), std::string(kDocumented), event(3)});
    for (std::size_t length = 1; length < whole.size(); ++length) {
        EXPECT_FALSE(decoder.decode(whole.substr(0, length))) << whole.substr(0, length);
    }
    EXPECT_TRUE(decoder.decode(whole));
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
        {event(0), "bad EventId", std::nullopt},
        {event(-3), "bad EventId", std::nullopt},
        {R"({"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"})", "bad EventId",
         std::nullopt},
        {R"({"EventId":12.5,"ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":9223372036854775808,"ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":"12x","ParcelId":7})", "bad EventId", std::nullopt},
        {R"({"EventId":2,"ParcelId":null})", "bad ParcelId", EventId{2}},
        {event(2, R"(,"User":{"RunId":true})"), "bad RunId", EventId{2}},
        {event(2, R"(,"StatusCode":{})"), "bad StatusCode", EventId{2}},
        {event(2, fmt::format(R"(,"StatusCode":"{}")", std::string(201, 'x'))), "bad StatusCode",
         EventId{2}},
        {event(2, R"(,"x":)" + deep), "nested too deep", std::nullopt},
        {event(2, R"(,"x":")" + std::string(kEventBytesMax, 'x') + '"'), "event too large",
         EventId{2}},
        {event(2, ",\"x\":\"\x01\""), "bad JSON", std::nullopt},
        {event(2, ",\"x\":\"\xff\xfe\""), "bad JSON", std::nullopt},
        {event(2, ",\"x\":\"\n\""), "bad JSON", std::nullopt},
        {event(2, std::string(",\"x\":\"\0\"", 8)), "bad JSON", std::nullopt},
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
        const auto decoded = decoder.decode(page({event(1), text, event(3)}));
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
        const auto beside = decoder.decode(page({event(1), event(2, ",\"x\":" + deep), event(3)}));
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

TEST(EventPage, TakesTextsUpTo200Utf16Units) {
    EventPageDecoder decoder;
    std::string pairs;
    for (int i = 0; i < 100; ++i) pairs += "\xF0\x9F\x93\xA6";  // a parcel: two units each
    const auto fits = decoder.decode(event(1, fmt::format(R"(,"StatusCode":"{}")", pairs)));
    ASSERT_TRUE(fits);
    ASSERT_TRUE(fits->events().front().event);
    EXPECT_EQ(fits->events().front().event->status_code, pairs);
    const auto exceeds = decoder.decode(event(1, fmt::format(R"(,"StatusCode":"{}x")", pairs)));
    ASSERT_TRUE(exceeds);
    EXPECT_FALSE(exceeds->events().front().event);
}

TEST(EventPage, UpperCasesTheTypeInAsciiOnly) {
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(
        R"([{"EventId":1,"ParcelId":1,"Type":"zustell\u00fcng","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"}])");
    ASSERT_TRUE(decoded);
    ASSERT_TRUE(decoded->events().front().event);
    EXPECT_EQ(decoded->events().front().event->type, "ZUSTELL\xC3\xBCNG");
}

TEST(EventPage, TakesIntegersForStatusCodeAndRunId) {
    EventPageDecoder decoder;
    const auto decoded =
        decoder.decode(event(1, R"(,"StatusCode":-5,"RunId":18446744073709551615)"));
    ASSERT_TRUE(decoded && decoded->events().front().event);
    EXPECT_EQ(decoded->events().front().event->status_code, "-5");
    EXPECT_EQ(decoded->events().front().event->run_id, "18446744073709551615");
}

TEST(EventPage, EncodingAndDecodingGiveTheSameTexts) {
    const std::vector<std::string> texts = {std::string(kDocumented),
                                            event(2, R"( , "x":"\u00e4 ä")"), "17"};
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(encode_page(views));
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->events().size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(decoded->events()[i].text, texts[i]);
    EXPECT_EQ(encode_page(views).size(),
              kPageBytes + texts.size() - 1 + texts[0].size() + texts[1].size() + texts[2].size());
}

TEST(EventPage, CharactersThatXmlDoesNotKnowTravelEscaped) {
    const std::string text = event(1, ",\"x\":\"a\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD z\"");
    const std::string encoded = encode_page(std::vector<std::string_view>{text});
    EXPECT_NE(encoded.find("a\\ufffe\\uffff\xEF\xBF\xBD z"), std::string::npos) << encoded;
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(encoded);
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(decoded->events().front().event);
}

TEST(EventPage, AnEmptyPageOfMessagesIsThePageBytesConstant) {
    EXPECT_EQ(encode_page({}).size(), kPageBytes);
}

// A neighbour that no parser takes makes the page be decoded event by event; that must change nothing for the others.
TEST(EventPage, AnEventIsTheSameWhetherItsNeighboursAreGoodOrBad) {
    const auto nested = [](std::size_t levels) {
        return R"(,"x":)" + std::string(levels, '[') + std::string(levels, ']');
    };
    std::vector<std::string> events = {
        std::string(kDocumented),
        event(1),
        event(0),
        event(2, nested(kEventDepthMax - 1)),
        event(3, nested(kEventDepthMax)),
        event(4, R"(,"StatusCode":18446744073709551615)"),
        event(5, R"(,"StatusCode":1.5,"RunId":true)"),
        event(6, R"(,"EventId":7,"eventId":8)"),
        event(9, R"(,"User":{"RunId":"\u0000"})"),
        event(10, R"(,"User":[1],"user":{"runId":7},"RunId":8)"),
        "7",
        "null",
        "[]",
        "{}",
        R"({"EventId":{"value":11},"ParcelId":{"Value":"12"},"Type":" "})",
    };
    const std::string bad = R"({"EventId":123456789012345678901234567890})";
    EventPageDecoder decoder;
    for (const std::string& good : events) {
        const auto at_once = decoder.decode(page({good, event(99)}));
        const auto beside_bad = decoder.decode(page({good, bad}));
        ASSERT_TRUE(at_once && beside_bad) << good;
        const auto& one = at_once->events().front();
        const auto& other = beside_bad->events().front();
        EXPECT_EQ(one.text, other.text);
        ASSERT_EQ(one.event.has_value(), other.event.has_value()) << good;
        EXPECT_EQ(one.event_id(), other.event_id()) << good;
        if (one.event) {
            EXPECT_EQ(*one.event, *other.event) << good;
        } else {
            EXPECT_EQ(one.event.error().reason, other.event.error().reason) << good;
            EXPECT_EQ(one.event.error().detail, other.event.error().detail) << good;
        }
    }
}

}  // namespace
}  // namespace scan
