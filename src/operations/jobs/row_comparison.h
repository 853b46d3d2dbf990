#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/parcel_summary.h"

namespace scan {

struct VerifyDifference {
    ParcelId parcel_id;
    std::string column;
    std::string table = {};  // "": there is none
    std::string feed = {};
    bool is_missing = false;  // applying what the feed shows mends it
};

// Tells what differs between a row of the table and what the feed shows of its parcel; the rule is
// that of verification.h. A value.
class RowComparison {
public:
    // `ticks_kept`: what the store keeps of a time is a multiple of it.
    explicit RowComparison(std::int64_t ticks_kept) : ticks_kept_(ticks_kept) {}

    // Appends the differences. `row`: nullopt if there is none.
    // REQUIRES: `events` has one, and all are of one parcel.
    void compare(const std::optional<ParcelSummary>& row,
                 const std::vector<const ScanEvent*>& events,
                 std::vector<VerifyDifference>& differences) const;

private:
    void compare_same(const ParcelSummary& row, const ScanEvent& event,
                      std::vector<VerifyDifference>& differences) const;
    void compare_time(ParcelId id, std::string_view column, UtcTime table, UtcTime feed,
                      std::vector<VerifyDifference>& differences) const;

    std::int64_t ticks_kept_;
};

}  // namespace scan
