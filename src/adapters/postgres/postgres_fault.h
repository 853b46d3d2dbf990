#pragma once

#include <string>
#include <string_view>

#include "adapters/sql/dialect.h"

namespace scan {

// Translates an SQLSTATE of PostgreSQL; `message` is the driver's text, of which the first line is
// kept. A blank SQLSTATE stands for a connection that was lost or not made.
DriverFault postgres_fault(std::string_view sqlstate, std::string_view message);

}  // namespace scan
