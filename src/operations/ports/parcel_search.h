#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/parcel_summary.h"

namespace scan {

// A raw event as the history keeps it.
struct ParcelEvent {
    ScanEvent event;
    std::string body;  // as it came
    UtcTime stored_at{};

    bool operator==(const ParcelEvent&) const = default;
};

// Finds parcels, and what is kept of their events. One object serves one thread.
class ParcelSearch {
public:
    virtual ~ParcelSearch() = default;

    // Those with an id above `after`, in the order of their ids, at most `rows_max`.
    virtual Result<std::vector<ParcelSummary>> by_id(ParcelId after, std::uint32_t rows_max) = 0;

    // Where the search of the longest waiting goes on: behind this parcel.
    struct Waiting {
        UtcTime picked_up_at{};
        ParcelId parcel_id{};
    };
    // Those that were picked up before `before` and are not delivered, the longest waiting first, behind `after`, at most `rows_max`. By
    // an index that no scan changes.
    virtual Result<std::vector<ParcelSummary>> not_delivered(UtcTime before, const Waiting& after,
                                                             std::uint32_t rows_max) = 0;

    // The raw events of a parcel in the order of their ids, at most `rows_max`; none if no history is kept.
    virtual Result<std::vector<ParcelEvent>> history(ParcelId parcel_id,
                                                     std::uint32_t rows_max) = 0;
};

}  // namespace scan
