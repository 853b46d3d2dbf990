#pragma once

#include <string_view>

#include "adapters/sql/dialect.h"
#include "adapters/sqlserver/sqlserver_address.h"

namespace scan {

// Errors of this program's own, numbered as a server's are.
inline constexpr int kOtherMigration = 51222;
inline constexpr int kReadOnlyReplica = 51223;  // raised by ping_store.sql
inline constexpr int kUnusableCaFile = 51224;
inline constexpr int kUnfitDatabase = 51225;
inline constexpr int kUnusableLogin = 51226;

// What an error of SQL Server (its number) or of the ODBC driver (its SQLSTATE) says; `message` is the driver's text, of which the first
// line is kept if there is no better word for it.
DriverFault sqlserver_fault(int number, std::string_view sqlstate, std::string_view message,
                            SqlServerHost host);

}  // namespace scan
