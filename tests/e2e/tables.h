#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/e2e/parcel_table.h"

namespace scan {

// A worker's database as another tool sees it. Throws if a statement fails; a table that is not
// there yet reads as empty.
class Tables {
public:
    using Row = std::vector<std::string>;

    virtual ~Tables() = default;

    // NULL reads as empty.
    virtual std::vector<Row> rows(const std::string& sql) const = 0;
    virtual ParcelTable parcels() const = 0;

    // The first column of the first row, or "".
    std::string text(const std::string& sql) const;
    // The same as a number, or 0.
    std::int64_t number(const std::string& sql) const;
};

// A table from the columns of parcel_summary in their order.
ParcelTable parcel_table(const std::vector<Tables::Row>& rows);

// The lease's holder is the process with this id.
bool is_lease_held_by(const Tables& store, pid_t id);

}  // namespace scan
