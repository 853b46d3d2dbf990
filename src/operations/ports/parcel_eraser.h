#pragma once

#include <cstdint>

#include "base/error.h"
#include "domain/ids.h"

namespace scan {

// How many rows of each spoke of a parcel.
struct ErasedParcel {
    std::uint64_t rows = 0;  // of the table: none or one
    std::uint64_t history = 0;
    std::uint64_t failed_events = 0;
    std::uint64_t audit_lines = 0;

    std::uint64_t total() const { return rows + history + failed_events + audit_lines; }
    bool operator==(const ErasedParcel&) const = default;
};

// Erases everything that the store knows of one parcel. One object serves one thread.
class ParcelEraser {
public:
    virtual ~ParcelEraser() = default;

    // In one transaction, which is rolled back if `is_dry_run`: the row, its raw events, its failed
    // events, and the texts of audit lines in which the parcel's number stands as a word. Such a
    // line stays, with its texts replaced.
    virtual Result<ErasedParcel> erase(ParcelId parcel_id, bool is_dry_run) = 0;
};

}  // namespace scan
