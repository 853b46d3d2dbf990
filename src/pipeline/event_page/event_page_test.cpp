#include <fmt/format.h>
#include <gtest/gtest.h>

#include <vector>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/event_page/failed_event_of.h"
#include "pipeline/testing/page_text.h"

namespace scan {
namespace {

constexpr std::string_view kDocumented =
    R"({"EventId":83269,"ParcelId":5002,"Type":"PICKUP","CreatedDateTimeUtc":"2021-05-11T21:11:34.1506147Z","StatusCode":"","Device":{"DeviceTransactionId":83269,"DeviceId":103},"User":{"UserId":"NC1001","CarrierId":"NC","RunId":"100"}})";

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
    const auto decoded = decoder.decode(page_text({std::string(kDocumented)}));
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
          "\xEF\xBB\xBF" + page_text({std::string(kDocumented)}), camel, page_text({camel}), dotnet,
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
        fmt::format(R"({{"ScanEvents":[{}],"scanEvents":[{},{}],"ScanEvents":null}})",
                    event_text(1), event_text(2), event_text(3)));
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
          page_text({event_text(1)}) + page_text({event_text(2)}),
          page_text({event_text(1)}) + "]",
          std::string(R"({"ScanEvents":{"a":1}})"),
          std::string(R"({"ScanEvents":7})"),
          std::string("[1,2"),
          std::string("true"),
          std::string("nullnull"),
          page_text({event_text(1) + event_text(2)}),
          page_text({event_text(1), "", event_text(2)}),
          page_text({event_text(1), ""}),
          page_text({":1"}),
          page_text({"1}"}),
          page_text({"1 2"}),
          page_text({R"("User":)" + event_text(1)}),
          page_text({event_text(1), R"("User" : [1])", event_text(2)}),
          std::string(R"({"EventId":1,"Type":"a":2},"x":{}})"),
          std::string(R"({"TopicArn":"t","Message":"[]","x":[1 2]})"),
          std::string(R"({"TopicArn":"t","Message":"{\"TopicArn\":\"t\",\"Message\":\"[]\"}"})")}) {
        const auto decoded = decoder.decode(body);
        ASSERT_FALSE(decoded) << body;
        EXPECT_EQ(decoded.error().code, ErrorCode::rejected);
    }
}

TEST(EventPage, RefusesEveryTruncation) {
    EventPageDecoder decoder;
    const std::string whole = page_text({event_text(1), std::string(kDocumented), event_text(3)});
    for (std::size_t length = 1; length < whole.size(); ++length) {
        EXPECT_FALSE(decoder.decode(whole.substr(0, length))) << whole.substr(0, length);
    }
    EXPECT_TRUE(decoder.decode(whole));
}

TEST(EventPage, TakesTextsUpTo200Utf16Units) {
    EventPageDecoder decoder;
    std::string pairs;
    for (int i = 0; i < 100; ++i) pairs += "\xF0\x9F\x93\xA6";  // a parcel: two units each
    const auto fits = decoder.decode(event_text(1, fmt::format(R"(,"StatusCode":"{}")", pairs)));
    ASSERT_TRUE(fits);
    ASSERT_TRUE(fits->events().front().event);
    EXPECT_EQ(fits->events().front().event->status_code, pairs);
    const auto exceeds =
        decoder.decode(event_text(1, fmt::format(R"(,"StatusCode":"{}x")", pairs)));
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

TEST(EventPage, DropsTheBlanksAroundATypeAndNoneOfAStatusCodeOrARunId) {
    EventPageDecoder decoder;
    const std::string padding(300, ' ');
    for (const std::string& type : {std::string(" DELIVERY "), "DELIVERY" + padding,
                                    std::string(R"(\t\r\n\u000b\fdelivery\n)")}) {
        const auto decoded = decoder.decode(fmt::format(
            R"([{{"EventId":1,"ParcelId":1,"Type":"{}","CreatedDateTimeUtc":"2021-05-11T21:11:34Z","StatusCode":" A ","RunId":" 7\t"}}])",
            type));
        ASSERT_TRUE(decoded) << type;
        ASSERT_TRUE(decoded->events().front().event) << type;
        EXPECT_EQ(decoded->events().front().event->type, kDelivery) << type;
        EXPECT_EQ(decoded->events().front().event->status_code, " A ");
        EXPECT_EQ(decoded->events().front().event->run_id, " 7\t");
    }
    const auto blank = decoder.decode(
        R"([{"EventId":1,"ParcelId":1,"Type":" \t ","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"}])");
    EXPECT_EQ(blank->events().front().event.error().detail, "Type is blank");
}

TEST(EventPage, TakesIntegersForStatusCodeAndRunId) {
    EventPageDecoder decoder;
    const auto decoded =
        decoder.decode(event_text(1, R"(,"StatusCode":-5,"RunId":18446744073709551615)"));
    ASSERT_TRUE(decoded && decoded->events().front().event);
    EXPECT_EQ(decoded->events().front().event->status_code, "-5");
    EXPECT_EQ(decoded->events().front().event->run_id, "18446744073709551615");
}

TEST(EventPage, TakesNullAndAbsentFieldsAsEmptyTexts) {
    EventPageDecoder decoder;
    for (const char* fields :
         {"", R"(,"StatusCode":null,"User":null,"Device":null)", R"(,"RunId":null)",
          R"(,"User":{})", R"(,"User":{"RunId":null},"Device":{})"}) {
        const auto decoded = decoder.decode(page_text({event_text(1, fields)}));
        ASSERT_TRUE(decoded && decoded->events().size() == 1) << fields;
        ASSERT_TRUE(decoded->events().front().event)
            << fields << ": " << decoded->events().front().event.error().detail;
        EXPECT_EQ(decoded->events().front().event->status_code, "") << fields;
        EXPECT_EQ(decoded->events().front().event->run_id, "") << fields;
    }
}

TEST(EventPage, EncodingAndDecodingGiveTheSameTexts) {
    const std::vector<std::string> texts = {std::string(kDocumented),
                                            event_text(2, R"( , "x":"\u00e4 ä")"), "17"};
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
    const std::string text = event_text(1, ",\"x\":\"a\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD z\"");
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
        event_text(1),
        event_text(0),
        event_text(2, nested(kEventDepthMax - 1)),
        event_text(3, nested(kEventDepthMax)),
        event_text(4, R"(,"StatusCode":18446744073709551615)"),
        event_text(5, R"(,"StatusCode":1.5,"RunId":true)"),
        event_text(6, R"(,"EventId":7,"eventId":8)"),
        event_text(9, R"(,"User":{"RunId":"\u0000"})"),
        event_text(10, R"(,"User":[1],"user":{"runId":7},"RunId":8)"),
        "7",
        "null",
        "[]",
        "{}",
        R"({"EventId":{"value":11},"ParcelId":{"Value":"12"},"Type":" "})",
    };
    const std::string bad = R"({"EventId":123456789012345678901234567890})";
    EventPageDecoder decoder;
    for (const std::string& good : events) {
        const auto at_once = decoder.decode(page_text({good, event_text(99)}));
        const auto beside_bad = decoder.decode(page_text({good, bad}));
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

TEST(EventPageDeathTest, OnlyAMalformedEventBecomesAFailedOne) {
    EventPageDecoder decoder;
    const auto decoded = decoder.decode(page_text({std::string(kDocumented)}));
    ASSERT_TRUE(decoded);
    EXPECT_DEATH(failed_event_of(decoded->events().front()), "the event is malformed");
}

TEST(EventPageDeathTest, IsMadeOfAPaddedText) {
    EXPECT_DEATH(EventPage("{}"), "the text is padded");
}

}  // namespace
}  // namespace scan
