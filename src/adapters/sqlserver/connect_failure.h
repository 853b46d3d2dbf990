#pragma once

#include "adapters/sqlserver/odbc_handle.h"
#include "adapters/sqlserver/sqlserver_address.h"

namespace scan {

// The error of a connection that could not be made, with the reason that can be found: of a server
// that it cannot reach, cannot find or does not trust FreeTDS says the same. Asks the name service
// once more, which has just answered the driver.
OdbcError explained(const OdbcError& error, const SqlServerAddress& address);

}  // namespace scan
