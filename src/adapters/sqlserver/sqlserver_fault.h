#pragma once

#include <string_view>

#include "adapters/sql/dialect.h"

namespace scan {

// What an error of SQL Server (its number) or of the ODBC driver (its SQLSTATE) says; `message` is the driver's text, of which the first
// line is kept.
Fault sqlserver_fault(int number, std::string_view sqlstate, std::string_view message);

}  // namespace scan
