#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/parcel_summary.h"

namespace scan::bench {

// Upserts the rows of each batch, one a parcel, by COPY into a temporary table and INSERT … ON
// CONFLICT over the C interface of PostgreSQL, a transaction a batch: the measure for the store on
// PostgreSQL.
void bare_copy(const std::string& url, std::span<const std::vector<ParcelSummary>> batches);

}  // namespace scan::bench
