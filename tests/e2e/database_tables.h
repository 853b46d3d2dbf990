#pragma once

#include "adapters/postgres/testing/raw_postgres.h"
#include "tests/e2e/tables.h"

namespace scan {

// A PostgreSQL database, seen through a connection of its own.
class DatabaseTables final : public Tables {
public:
    explicit DatabaseTables(const std::string& url) : connection_(url) {}

    std::vector<Row> rows(const std::string& sql) const override;
    ParcelTable parcels() const override;

private:
    mutable RawPostgres connection_;
};

// The table as a database keeps it that has no room for a time's seventh digit.
ParcelTable in_microseconds(ParcelTable table);

}  // namespace scan
