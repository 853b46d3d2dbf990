#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "operations/ports/parcel_search.h"

namespace scan {

// Which parcels are asked for. All that is set must hold.
struct ParcelQuery {
    std::optional<UtcTime> picked_up_before = {};  // and not delivered: --not-delivered-since
    std::optional<UtcTime> not_seen_since = {};    // the latest scan is older
    std::string type = {};                         // of the latest scan, in upper case; empty: any
    std::uint32_t limit = 100;                     // 1 to 1,000
    std::string page_token = {};                   // of the list before; empty: from the beginning
};

struct ParcelList {
    std::vector<ParcelSummary> parcels;
    std::string page_token;  // for what follows; empty: nothing does
};

// The parcels that the query asks for: by the index of what is not delivered if it asks for that, the longest waiting first; else in the
// order of their ids, at most 100,000 rows a call, so that a list may be short or empty and go on.
//   rejected: the page_token is none of such a query.
Result<ParcelList> list_parcels(ParcelSearch& search, const ParcelQuery& query);

// The JSON of `parcels --json` and of GET /api/v1/parcels: {"parcels":[…],"page_token":"…"}; null: nothing follows.
std::string parcels_document(const ParcelList& list);

}  // namespace scan
