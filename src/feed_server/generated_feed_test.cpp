#include "feed_server/generated_feed.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/utc_time.h"

namespace scan {
namespace {

struct Scan {
    std::int64_t event_id;
    std::int64_t parcel_id;
    std::string type;
    std::string status;
    UtcTime created;
    std::size_t index;
};

std::vector<Scan> scans_of(const FeedSource& feed) {
    std::vector<Scan> scans;
    simdjson::dom::parser parser;
    for (std::size_t index = 0; index < feed.event_ids().size(); ++index) {
        std::string text;
        feed.append_event(index, text);
        const simdjson::dom::element event = parser.parse(text);
        scans.push_back({std::int64_t{event["EventId"]}, std::int64_t{event["ParcelId"]},
                         std::string(std::string_view(event["Type"])),
                         std::string(std::string_view(event["StatusCode"])),
                         UtcTime::parse(std::string_view(event["CreatedDateTimeUtc"])).value(),
                         index});
        EXPECT_EQ(scans.back().event_id, feed.event_ids()[index].value);
    }
    return scans;
}

std::map<std::int64_t, std::vector<Scan>> parcels_of(const FeedSource& feed) {
    std::map<std::int64_t, std::vector<Scan>> parcels;
    for (Scan& scan : scans_of(feed)) parcels[scan.parcel_id].push_back(std::move(scan));
    return parcels;
}

std::string text_of(const FeedSource& feed) {
    std::string text;
    for (std::size_t index = 0; index < feed.event_ids().size(); ++index)
        feed.append_event(index, text);
    return text;
}

std::unique_ptr<FeedSource> make(const GeneratedFeedOptions& options) {
    auto feed = GeneratedFeed::make(options);
    if (!feed) throw std::runtime_error(feed.error().message);
    return std::move(*feed);
}

TEST(GeneratedFeed, MakesExactlyTheEventsAndParcelsAskedFor) {
    const auto feed = make(
        {.seed = 3, .parcels = 1000, .events = 4321, .first_event_id = 17, .first_parcel_id = 90});
    const auto parcels = parcels_of(*feed);
    EXPECT_EQ(feed->event_ids().size(), 4321u);
    EXPECT_EQ(feed->event_ids().front(), EventId{17});
    EXPECT_EQ(parcels.size(), 1000u);
    EXPECT_EQ(parcels.begin()->first, 90);
    EXPECT_EQ(parcels.rbegin()->first, 1089);
}

TEST(GeneratedFeed, IdsAscendWithGapsOfOneToThreeIds) {
    const auto feed = make({.parcels = 1000, .events = 4000, .id_gap_rate = 0.25});
    std::map<std::int64_t, int> steps;
    const auto ids = feed->event_ids();
    for (std::size_t index = 1; index < ids.size(); ++index)
        ++steps[ids[index].value - ids[index - 1].value];
    EXPECT_EQ(steps.begin()->first, 1);
    EXPECT_EQ(steps.rbegin()->first, 4);
    EXPECT_NEAR(steps[1], 3000, 150);

    const auto dense = make({.parcels = 10, .events = 400, .id_gap_rate = 0});
    EXPECT_EQ(dense->event_ids().back().value - dense->event_ids().front().value, 399);
}

TEST(GeneratedFeed, TheSeedAloneDecides) {
    const auto once = make({.seed = 5, .parcels = 100, .events = 400});
    EXPECT_EQ(text_of(*once), text_of(*make({.seed = 5, .parcels = 100, .events = 400})));
    EXPECT_NE(text_of(*once), text_of(*make({.seed = 6, .parcels = 100, .events = 400})));
}

TEST(GeneratedFeed, AParcelIsCreatedThenPickedUpThenDeliveredUnlessItIsNot) {
    const auto parcels = parcels_of(*make({.parcels = 5000, .events = 20000}));
    std::size_t delivered = 0;
    std::size_t returned = 0;
    std::size_t picked_up_twice = 0;
    std::size_t delivered_twice = 0;
    for (const auto& [id, scans] : parcels) {
        EXPECT_EQ(scans.front().status, "CREATED");
        const auto pickups = std::ranges::count(scans, "PICKUP", &Scan::type);
        const auto deliveries = std::ranges::count(scans, "DELIVERY", &Scan::type);
        EXPECT_EQ(pickups > 0, scans.size() > 1);
        EXPECT_LE(deliveries > 0, pickups > 0);
        delivered += deliveries > 0;
        returned += scans.back().status == "RETURNED";
        picked_up_twice += pickups > 1;
        delivered_twice += deliveries > 1;
    }
    EXPECT_NEAR(static_cast<double>(delivered), 3700, 400);
    EXPECT_GT(returned, 100u);
    EXPECT_GT(picked_up_twice, 50u);
    EXPECT_GT(delivered_twice, 20u);
}

TEST(GeneratedFeed, TheEventsOfAParcelStandFarApart) {
    const auto parcels = parcels_of(*make({.parcels = 5000, .events = 20000}));
    std::vector<std::size_t> distances;
    for (const auto& [id, scans] : parcels) {
        for (std::size_t step = 1; step < scans.size(); ++step)
            distances.push_back(scans[step].index - scans[step - 1].index);
    }
    std::ranges::sort(distances);
    EXPECT_GT(distances[distances.size() / 2], 500u);
}

TEST(GeneratedFeed, SomeDevicesReportLateSoTimesAreNotQuiteInTheOrderOfIds) {
    const auto scans = scans_of(*make({.parcels = 1000, .events = 4000}));
    std::size_t back = 0;
    for (std::size_t index = 1; index < scans.size(); ++index)
        back += scans[index].created < scans[index - 1].created;
    EXPECT_GT(back, 50u);
    EXPECT_LT(back, 500u);
}

TEST(GeneratedFeed, LooksLikeTheContractsEvents) {
    const auto feed = make({.seed = 1, .parcels = 1, .events = 3});
    std::string text;
    feed->append_event(1, text);
    simdjson::dom::parser parser;
    const simdjson::dom::element event = parser.parse(text);
    EXPECT_EQ(std::string_view(event["Type"]), "PICKUP");
    EXPECT_EQ(std::string_view(event["StatusCode"]), "");
    EXPECT_EQ(std::string_view(event["CreatedDateTimeUtc"]).size(), 28u);
    EXPECT_EQ(std::int64_t{event["Device"]["DeviceTransactionId"]}, std::int64_t{event["EventId"]});
    EXPECT_GE(std::int64_t{event["Device"]["DeviceId"]}, 100);
    EXPECT_EQ(std::string_view(event["User"]["UserId"]).substr(0, 2), "NC");
    EXPECT_TRUE((std::set<std::string_view>{"NC", "PH", "CP", "NW"})
                    .contains(std::string_view(event["User"]["CarrierId"])));
    EXPECT_EQ(std::string_view(event["User"]["RunId"]).substr(0, 4), "2026");
}

TEST(GeneratedFeed, NamesTheOptionThatIsOutOfRange) {
    const auto error_of = [](const GeneratedFeedOptions& options) {
        const auto feed = GeneratedFeed::make(options);
        return feed ? std::string() : feed.error().message;
    };
    EXPECT_EQ(error_of({.parcels = 0}), "parcels must be at least 1");
    EXPECT_EQ(error_of({.parcels = 5, .events = 4}), "events must be at least one a parcel");
    EXPECT_EQ(error_of({.first_event_id = 0}), "first event id must be from 1 to 10^18");
    EXPECT_EQ(error_of({.first_parcel_id = -1}), "first parcel id must be from 1 to 10^18");
    EXPECT_EQ(error_of({.id_gap_rate = 1.5}), "id gap rate must be from 0 to 1");
    EXPECT_EQ(error_of({.created_interval = std::chrono::hours(1)}),
              "created interval must be from 1us to 1s");
}

}  // namespace
}  // namespace scan
