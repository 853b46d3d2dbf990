#pragma once

#include <span>
#include <string>

#include "domain/parcel_summary.h"

namespace scan::bench {

// Upserts the rows one after the other with one prepared statement over the C interface of SQLite,
// `rows_per_transaction` at a time: the measure for the store. Same table, statement and PRAGMAs as
// the store's.
void bare_upsert(const std::string& path, std::span<const ParcelSummary> rows,
                 std::size_t rows_per_transaction);

}  // namespace scan::bench
