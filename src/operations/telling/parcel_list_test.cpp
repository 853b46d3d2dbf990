#include "operations/telling/parcel_list.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_parcel_search.h"
#include "adapters/memory/memory_parcel_store.h"
#include "operations/conditions/time_for_people.h"
#include "operations/telling/parcel_document.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

const UtcTime kBegin = UtcTime::parse("2026-01-01T00:00:00Z").value();

UtcTime at(std::int64_t second) {
    return later(kBegin, std::chrono::seconds(second));
}

class ParcelListTest : public testing::Test {
protected:
    // Each parcel was picked up at the second of its id; the even ones were seen a day later.
    void fill(std::int64_t parcels) {
        StoreBatch batch;
        for (std::int64_t id = 1; id <= parcels; ++id) {
            ParcelSummary parcel = summarize({.event_id = EventId{2 * id},
                                              .parcel_id = ParcelId{id},
                                              .type = "PICKUP",
                                              .created_at = at(id),
                                              .status_code = "",
                                              .run_id = ""});
            if (id % 2 == 0) {
                merge(parcel, summarize({.event_id = EventId{2 * id + 1},
                                         .parcel_id = ParcelId{id},
                                         .type = "STATUS",
                                         .created_at = later(at(id), 24h),
                                         .status_code = "",
                                         .run_id = ""}));
            }
            batch.parcels.push_back(parcel);
        }
        ASSERT_TRUE(MemoryParcelStore(state_).apply(batch));
    }
    std::vector<std::int64_t> ids(const ParcelList& list) {
        std::vector<std::int64_t> ids;
        for (const ParcelSummary& each : list.parcels) ids.push_back(each.parcel_id.value);
        return ids;
    }

    ManualClock clock_;
    MemoryStoreState state_{clock_};
    MemoryParcelSearch search_{state_};
};

TEST_F(ParcelListTest, GoesOnWhereTheLastPageEnded) {
    fill(7);
    ParcelQuery query{.limit = 3};
    std::vector<std::int64_t> all;
    int pages = 0;
    do {
        const auto list = list_parcels(search_, query);
        ASSERT_TRUE(list);
        for (const std::int64_t id : ids(*list)) all.push_back(id);
        query.page_token = list->page_token;
        ++pages;
    } while (!query.page_token.empty());
    EXPECT_EQ(all, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(pages, 3);
}

TEST_F(ParcelListTest, FindsByTypeAndByTheLatestScanAndByBoth) {
    fill(6);
    EXPECT_EQ(ids(*list_parcels(search_, {.type = "STATUS"})),
              (std::vector<std::int64_t>{2, 4, 6}));
    EXPECT_EQ(ids(*list_parcels(search_, {.not_seen_since = at(4)})),
              (std::vector<std::int64_t>{1, 3}));
    EXPECT_EQ(ids(*list_parcels(search_, {.not_seen_since = at(4), .type = "STATUS"})),
              std::vector<std::int64_t>{});
    EXPECT_EQ(ids(*list_parcels(search_, {.picked_up_before = at(4), .type = "STATUS"})),
              (std::vector<std::int64_t>{2}));
}

TEST_F(ParcelListTest, ReadsNoMoreThanItsShareOfALargeTableACall) {
    fill(100'500);
    const auto list = list_parcels(search_, {.type = "NONE"});
    EXPECT_TRUE(list->parcels.empty());
    EXPECT_EQ(list->page_token, "100000");
    EXPECT_EQ(list_parcels(search_, {.type = "NONE", .page_token = "100000"})->page_token, "");
}

TEST_F(ParcelListTest, RefusesATokenOfAnotherList) {
    for (const char* const token : {"x", "5x", "/5", "2026-01-01T00:00:00Z/5"})
        EXPECT_FALSE(list_parcels(search_, {.page_token = token})) << token;
    EXPECT_FALSE(list_parcels(search_, {.picked_up_before = at(1), .page_token = "5"}));
}

TEST(ParcelDocument, SaysWhichColumnsEachEventDecided) {
    const ParcelSummary parcel{.parcel_id = ParcelId{7},
                               .latest = {.event_id = EventId{9007199254740993},
                                          .type = "STATUS",
                                          .created_at = at(5),
                                          .status_code = "",
                                          .run_id = ""},
                               .picked_up = Milestone{EventId{3}, at(3)},
                               .delivered = std::nullopt};
    EXPECT_EQ(decided_by(EventId{3}, parcel), std::vector<std::string_view>{"picked_up"});
    EXPECT_EQ(decided_by(EventId{4}, parcel), std::vector<std::string_view>{});
    const std::string text = parcel_document(parcel, {});
    EXPECT_NE(text.find("\"latest_event_id\":9007199254740993"), std::string::npos) << text;
    EXPECT_NE(text.find("\"history\":[]"), std::string::npos) << text;
}

}  // namespace
}  // namespace scan
