#pragma once

#include "adapters/sqlserver/testing/raw_sqlserver.h"
#include "tests/e2e/tables.h"

namespace scan {

// A database of SQL Server, seen through a connection of its own. Takes the names of the other
// engines' tables: its own differ in underscores and case, and case plays no part.
class SqlServerTables final : public Tables {
public:
    // `times_are_rounded`: the server rounds them to microseconds, so only their whole seconds are
    // told.
    SqlServerTables(const SqlServerAddress& address, bool times_are_rounded)
        : connection_(address), times_are_rounded_(times_are_rounded) {}

    std::vector<Row> rows(const std::string& sql) const override;
    ParcelTable parcels() const override;

private:
    mutable RawSqlServer connection_;
    const bool times_are_rounded_;
};

ParcelTable in_seconds(ParcelTable table);

}  // namespace scan
