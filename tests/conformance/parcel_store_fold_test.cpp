#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

constexpr std::int64_t kParcelsOfARun = 4;

std::vector<const ScanEvent*> pointers(const std::vector<ScanEvent>& events) {
    std::vector<const ScanEvent*> all;
    for (const ScanEvent& event : events) all.push_back(&event);
    return all;
}

StoreBatch folded(const std::vector<const ScanEvent*>& events) {
    StoreBatch batch;
    batch.parcels = fold(events);
    for (const ScanEvent* event : events) batch.applied.push_back(event->event_id);
    std::ranges::sort(batch.applied);
    const auto repeated = std::ranges::unique(batch.applied);
    batch.applied.erase(repeated.begin(), repeated.end());
    return batch;
}

// A feed over a few parcels from `first_parcel` on; one content an id.
std::vector<ScanEvent> any_feed(std::int64_t first_parcel) {
    const auto size = *rc::gen::inRange<std::int64_t>(1, 25);
    std::vector<ScanEvent> feed;
    for (std::int64_t id = 1; id <= size; ++id) {
        const auto parcel = first_parcel + *rc::gen::inRange<std::int64_t>(0, kParcelsOfARun);
        const auto* type = *rc::gen::element("PICKUP", "STATUS", "DELIVERY", "SORTED");
        ScanEvent event = scan_event(id, parcel, type);
        // Times do not follow the ids.
        event.created_at = at_second(*rc::gen::inRange<std::int64_t>(-1000, 1000));
        feed.push_back(std::move(event));
    }
    return feed;
}

TEST_P(ParcelStoreConformance, AnyOrderSplitAndRepetitionOfAFeedEndsInItsFold) {
    std::int64_t first_parcel = 1;
    const bool holds = rc::check("any order, split and repetition of a feed ends in its fold", [&] {
        first_parcel += kParcelsOfARun;
        const std::vector<ScanEvent> feed = any_feed(first_parcel);
        const auto all = pointers(feed);
        // Every event at least once, some more often, in any order, cut anywhere.
        auto way = *rc::gen::container<std::vector<const ScanEvent*>>(rc::gen::elementOf(all));
        way.insert(way.end(), all.begin(), all.end());
        scan::Random shuffle(static_cast<std::uint64_t>(*rc::gen::arbitrary<std::uint32_t>()));
        for (std::size_t i = way.size(); i > 1; --i) std::swap(way[i - 1], way[shuffle.below(i)]);

        for (std::size_t begin = 0; begin < way.size();) {
            const std::size_t end = std::min(way.size(), begin + 1 + shuffle.below(8));
            const auto from = way.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto to = way.begin() + static_cast<std::ptrdiff_t>(end);
            RC_ASSERT(store_->apply(folded({from, to})).has_value());
            begin = end;
        }

        std::map<ParcelId, ParcelSummary> expected;
        for (const ParcelSummary& parcel : fold(all)) expected.emplace(parcel.parcel_id, parcel);
        for (std::int64_t i = 0; i < kParcelsOfARun; ++i) {
            const ParcelId id{first_parcel + i};
            const auto found = store_->find(id);
            RC_ASSERT(found.has_value());
            RC_ASSERT(found->has_value() == expected.contains(id));
            if (*found) RC_ASSERT(**found == expected.at(id));
        }
    });
    EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace scan::conformance
