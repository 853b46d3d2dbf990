#include "feed_server/malformed_events.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>

#include "feed_server/testing/listed_feed.h"

namespace scan {
namespace {

TEST(MalformedEvents, AreAsManyAsTheRateSaysAndOfEveryKind) {
    const auto events = make_malformed_events(ListedFeed::range(1, 2000, 2), 0.5, 7);
    EXPECT_EQ(events.size(), 500u);
    std::map<MalformedKind, int> kinds;
    for (const auto& event : events) ++kinds[event.kind];
    EXPECT_EQ(kinds.size(), kMalformedKinds);
}

TEST(MalformedEvents, HaveAnIdThatNoEventOfTheSourceHasOrNone) {
    const auto source = ListedFeed::range(1, 2000, 2);
    std::set<EventId> taken(source.event_ids().begin(), source.event_ids().end());
    simdjson::dom::parser parser;
    for (const auto& event : make_malformed_events(source, 0.5, 7)) {
        std::int64_t id = 0;
        const bool id_found = parser.parse(event.text)["EventId"].get(id) == simdjson::SUCCESS;
        EXPECT_EQ(id_found, has_event_id(event.kind)) << event.text;
        if (!id_found) continue;
        EXPECT_EQ(EventId{id}, event.position);
        EXPECT_TRUE(taken.insert({id}).second) << event.text;
        EXPECT_LT(event.position, source.event_ids().back());
    }
}

TEST(MalformedEvents, HaveNoIdWhereTheSourceLeavesNoGap) {
    const auto events = make_malformed_events(ListedFeed::range(1, 100), 1, 7);
    EXPECT_EQ(events.size(), 100u);
    EXPECT_TRUE(std::ranges::none_of(events, has_event_id, &MalformedEvent::kind));
}

TEST(MalformedEvents, DifferInTheirTextsAndStandInOrder) {
    const auto events = make_malformed_events(ListedFeed::range(1, 2000, 2), 0.5, 7);
    std::set<std::string> texts;
    for (const auto& event : events) texts.insert(event.text);
    EXPECT_EQ(texts.size(), events.size());
    EXPECT_TRUE(std::ranges::is_sorted(events, {}, &MalformedEvent::position));
}

TEST(MalformedEvents, AreTheSeedsAlone) {
    const auto source = ListedFeed::range(1, 2000, 2);
    const auto texts = [&](std::uint64_t seed) {
        std::vector<std::string> all;
        for (const auto& event : make_malformed_events(source, 0.5, seed))
            all.push_back(event.text);
        return all;
    };
    EXPECT_EQ(texts(7), texts(7));
    EXPECT_NE(texts(7), texts(8));
}

TEST(MalformedEvents, AnEmptySourceHasNone) {
    EXPECT_TRUE(make_malformed_events(ListedFeed({}), 1, 7).empty());
}

}  // namespace
}  // namespace scan
