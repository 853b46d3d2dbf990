#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// Rows are counted up to here; more of them are this and one more. A table of any size is answered for soon.
inline constexpr std::uint64_t kRowsCountedMax = 1'000'000;

// What the store knows of the work, for `status`.
struct StoreStatus {
    std::optional<Cursor> cursor;  // nullopt: no worker has started on this store yet
    std::optional<UtcTime> cursor_moved_at;
    std::string lease_holder;  // empty: nobody
    bool lease_live = false;   // held and not expired, by the store's clock
    LeaseEpoch lease_epoch;
    std::optional<UtcTime> caught_up_at;
    std::string feed_state;  // the holder's last word, see HolderReport
    std::uint64_t parcels = 0;
    std::uint64_t failed_events_open = 0;
    std::uint64_t failed_events_resolved = 0;
    std::uint64_t feed_gaps = 0;
};

// Reads one consistent picture of the store. One object serves one thread.
class StoreStatusReader {
public:
    virtual ~StoreStatusReader() = default;
    virtual Result<StoreStatus> read() = 0;
};

}  // namespace scan
