#pragma once

#include <fmt/format.h>

#include "adapters/memory/memory_parcel_mender.h"
#include "sim/surroundings.h"

namespace scan::sim {

// The way of a verification to the rows that it overwrites, behind the faults.
//
// Rule: it takes no event from a row.
class WatchedParcelMender final : public ParcelMender {
public:
    explicit WatchedParcelMender(Surroundings& around) : around_(around), mender_(around.store) {}

    Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) override {
        const auto before = around_.store.tables().parcels;
        const auto done = mender_.overwrite(compared, mended);
        if (!*done) return done;
        around_.trace.note(0, "overwrites parcel", mended.parcel_id.value);
        if (!names_the_same_events(before.at(mended.parcel_id), mended))
            around_.violations.add(Rule::nothing_lost,
                                   fmt::format("the row of parcel {} had moved on, and was "
                                               "overwritten with what it was",
                                               mended.parcel_id.value));
        return done;
    }

private:
    static EventId event_of(const std::optional<Milestone>& milestone) {
        return milestone ? milestone->event_id : EventId{};
    }
    static bool names_the_same_events(const ParcelSummary& one, const ParcelSummary& other) {
        return one.latest.event_id == other.latest.event_id &&
               event_of(one.picked_up) == event_of(other.picked_up) &&
               event_of(one.delivered) == event_of(other.delivered);
    }

    Surroundings& around_;
    MemoryParcelMender mender_;
};

}  // namespace scan::sim
