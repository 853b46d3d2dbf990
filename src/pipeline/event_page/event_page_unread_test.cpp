#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/page_text.h"

namespace scan {
namespace {

// Values that are JSON by its grammar and that simdjson refuses all the same.
const std::vector<std::string> kRefusedValues = {
    "89640412345678901234",
    "-89640412345678901234",
    "123456789012345678901234567890",
    "1e999",
    "-1e999",
    "1E+400",
    "1" + std::string(400, '0') + ".5",
    R"("\ud800")",
    R"("\udc00")",
    R"("\ud800\ud800")",
    R"("\udbffx")",
    R"("\uD83D\n")",
};

// Where in an event nothing is read.
const std::vector<std::string> kUnreadPlaces = {
    R"(,"Weight":{})",
    R"(,"Device":{{"Iccid":{}}})",
    R"(,"Device":{{"Deeper":[{{"x":[1,{},"y"]}}]}})",
    R"(,"User":{{"UserId":{},"RunId":"5"}})",
    R"(,"User":{{"RunId":"5","x":{{"y":{}}}}})",
    R"(,"StatusCode":"S","StatusCode":{})",
    R"(,"X\u0059":{},"StatusCode":"S")",
};

const std::vector<std::string> kRefusedKeys = {R"(,"\ud800":1)", R"(,"Device":{"a\udc00b":{}})"};

PageEvent& only_neighbour(EventPage& page) {
    EXPECT_EQ(page.events().size(), 3u);
    EXPECT_TRUE(page.events()[0].event && page.events()[2].event);
    return page.events()[1];
}

TEST(EventPageUnread, IsNeitherJudgedNorChanged) {
    EventPageDecoder decoder;
    std::vector<std::string> fields = kRefusedKeys;
    for (const std::string& place : kUnreadPlaces)
        for (const std::string& value : kRefusedValues)
            fields.push_back(fmt::format(fmt::runtime(place), value));
    for (const std::string& field : fields) {
        const std::string text = event_text(2, field);
        auto page = decoder.decode(page_text({event_text(1), text, event_text(3)}));
        ASSERT_TRUE(page) << text << ": " << page.error().message;
        const PageEvent& event = only_neighbour(*page);
        EXPECT_EQ(event.text, text);
        ASSERT_TRUE(event.event) << text << ": " << event.event.error().detail;
        EXPECT_EQ(event.event_id(), EventId{2});
        EXPECT_EQ(event.event->status_code, field.contains(R"("S")") ? "S" : "") << text;
        EXPECT_EQ(event.event->run_id, field.contains(R"("5")") ? "5" : "") << text;

        const auto alone = decoder.decode(text);
        ASSERT_TRUE(alone) << text << ": " << alone.error().message;
        ASSERT_EQ(alone->events().size(), 1u) << text;
        EXPECT_EQ(alone->events().front().text, text);
        EXPECT_EQ(*alone->events().front().event, *event.event) << text;
    }
}

TEST(EventPageUnread, MayStandBesideTheListsAndAroundANotification) {
    EventPageDecoder decoder;
    for (const std::string& value : kRefusedValues) {
        for (const std::string& body :
             {fmt::format(R"({{"Total":{},"ScanEvents":[{}]}})", value, event_text(1)),
              fmt::format(R"({{"ScanEvents":[{}],"\ud800":{}}})", event_text(1), value),
              fmt::format(R"({{"TopicArn":"t","Message":"[]","Attributes":{{"x":[{}]}}}})",
                          value)}) {
            const auto page = decoder.decode(body);
            ASSERT_TRUE(page) << body << ": " << page.error().message;
            EXPECT_EQ(page->events().size(), body.contains("EventId") ? 1u : 0u) << body;
        }
    }
}

// What is read and cannot be is the fault of that field: the event keeps its ids.
TEST(EventPageUnread, WhatIsReadCostsTheEventAndNotItsIds) {
    struct Row {
        const char* fields;
        const char* reason;
        std::optional<EventId> event_id;
        std::optional<ParcelId> parcel_id;
    };
    const Row rows[] = {
        {R"("EventId":2,"ParcelId":89640412345678901234)", "bad ParcelId", EventId{2}, {}},
        {R"("EventId":2,"ParcelId":-1e999)", "bad ParcelId", EventId{2}, {}},
        {R"("EventId":2,"ParcelId":{"value":1e999})", "bad ParcelId", EventId{2}, {}},
        {R"("EventId":89640412345678901234,"ParcelId":7)", "bad EventId", {}, ParcelId{7}},
        {R"("EventId":{"value":2,"x":1e999},"ParcelId":"7","Type":"\ud800")", "bad Type",
         EventId{2}, ParcelId{7}},
        {R"("EventId":2,"ParcelId":7,"Type":123456789012345678901234567890)", "bad Type",
         EventId{2}, ParcelId{7}},
        {R"("EventId":2,"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"\udc00")", "bad timestamp",
         EventId{2}, ParcelId{7}},
        {R"("EventId":2,"ParcelId":7,"Type":"A","CreatedDateTimeUtc":1e999)", "bad timestamp",
         EventId{2}, ParcelId{7}},
        {R"("EventId":2,"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z","StatusCode":"a\ud800")",
         "bad StatusCode", EventId{2}, ParcelId{7}},
        {R"("EventId":2,"ParcelId":7,"Type":"A","CreatedDateTimeUtc":"2021-05-11T21:11:34Z","User":{"RunId":1e999})",
         "bad RunId", EventId{2}, ParcelId{7}},
    };
    EventPageDecoder decoder;
    for (const Row& row : rows) {
        const std::string text = fmt::format("{{{}}}", row.fields);
        auto page = decoder.decode(page_text({event_text(1), text, event_text(3)}));
        ASSERT_TRUE(page) << text << ": " << page.error().message;
        const PageEvent& event = only_neighbour(*page);
        EXPECT_EQ(event.text, text);
        ASSERT_FALSE(event.event) << text;
        EXPECT_EQ(event.event.error().reason, row.reason) << text;
        EXPECT_EQ(event.event_id(), row.event_id) << text;
        EXPECT_EQ(event.event.error().parcel_id, row.parcel_id) << text;
    }
}

TEST(EventPageUnread, AnIntegerOfAnyLengthIsATextOfItsDigits) {
    EventPageDecoder decoder;
    const auto page = decoder.decode(event_text(
        1,
        R"(,"StatusCode":-89640412345678901234,"User":{"RunId":123456789012345678901234567890})"));
    ASSERT_TRUE(page && page->events().front().event);
    EXPECT_EQ(page->events().front().event->status_code, "-89640412345678901234");
    EXPECT_EQ(page->events().front().event->run_id, "123456789012345678901234567890");
}

// An event that is deeper than an event may be, or whose bytes are no text, is set aside by its id.
TEST(EventPageUnread, ABadEventWhoseStructureIsSoundKeepsItsIds) {
    const std::string deep = std::string(100, '[') + "1" + std::string(100, ']');
    const std::pair<std::string, const char*> rows[] = {
        {",\"x\":" + deep, "nested too deep"},
        {",\"x\":[1e999," + deep + "]", "nested too deep"},
        {",\"x\":\"\x01\"", "bad JSON"},
        {",\"x\":\"M\xfcller\"", "bad JSON"},
        {",\"x\":\"\xff\xfe\"", "bad JSON"},
        {",\"x\":\"two\nlines\",\"y\":1e999", "bad JSON"},
        {std::string(",\"x\":\"\0\"", 8), "bad JSON"},
        {",\"StatusCode\":\"\xff\"", "bad JSON"},
    };
    EventPageDecoder decoder;
    for (const auto& [fields, reason] : rows) {
        const std::string text = event_text(2, fields);
        auto page = decoder.decode(page_text({event_text(1), text, event_text(3)}));
        ASSERT_TRUE(page) << text << ": " << page.error().message;
        const PageEvent& event = only_neighbour(*page);
        EXPECT_EQ(event.text, text);
        ASSERT_FALSE(event.event) << text;
        EXPECT_EQ(event.event.error().reason, reason) << text;
        EXPECT_EQ(event.event_id(), EventId{2}) << text;
        EXPECT_EQ(event.event.error().parcel_id, ParcelId{7}) << text;
    }
}

// An event is the same with a field beside it that no parser takes, whatever it is made of.
RC_GTEST_PROP(EventPageUnread, ChangesNothingOfWhatIsRead, ()) {
    const std::string values[] = {"1",
                                  "-1",
                                  "\"7\"",
                                  "\"a\\u0062\"",
                                  "null",
                                  "true",
                                  "[]",
                                  "{}",
                                  "1.5",
                                  "\" \"",
                                  "\"\"",
                                  "[1,[2]]",
                                  R"({"Value":"8"})",
                                  R"({"value":9,"Value":10})",
                                  R"({"runId":11})",
                                  R"({"RunId":null,"RunId":12})",
                                  R"("2021-05-11T21:11:34+02:00")"};
    const std::string keys[] = {"EventId",      "eventId", "ParcelId", "Type", "CreatedDateTimeUtc",
                                "StatusCode",   "RunId",   "User",     "user", "x",
                                "Event\\u0049d"};
    std::string fields;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        fields += fmt::format(
            R"("{}" : {},)", *rc::gen::elementOf(std::vector(std::begin(keys), std::end(keys))),
            *rc::gen::elementOf(std::vector(std::begin(values), std::end(values))));
    }
    EventPageDecoder decoder;
    const auto plain = decoder.decode(page_text({fmt::format(R"({{{}"z":1}})", fields)}));
    const auto refused = decoder.decode(page_text({fmt::format(R"({{{}"z":1e999}})", fields)}));
    RC_ASSERT(plain && refused);
    const PageEvent& one = plain->events().front();
    const PageEvent& other = refused->events().front();
    RC_ASSERT(one.event.has_value() == other.event.has_value());
    RC_ASSERT(one.event_id() == other.event_id());
    if (one.event) {
        RC_ASSERT(*one.event == *other.event);
    } else {
        RC_ASSERT(one.event.error().reason == other.event.error().reason);
        RC_ASSERT(one.event.error().detail == other.event.error().detail);
    }
}

}  // namespace
}  // namespace scan
