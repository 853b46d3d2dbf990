#pragma once

#include <string>

#include "base/clock.h"

namespace scan {

// Why a server refuses connections, as an SQLSTATE; blank if it cannot be reached within `timeout`
// or takes the connection after all. SOCI and libpq keep no SQLSTATE of a connection that was not
// made, and the server's words come in its own language.
std::string postgres_refusal(const std::string& connect_string, Duration timeout);

}  // namespace scan
