#pragma once

#include <memory>

#include "adapters/sql/sql_engine.h"
#include "adapters/sqlserver/sqlserver_address.h"

namespace scan {

struct SqlServerSettings {
    SqlServerAddress address;
    std::string password_file = {};  // see login_file.h; empty: none
    SqlEngineSettings engine = {};
};

// A store, a queue or both in one database of SQL Server 2017 or later, which is created if it is
// missing, the settings let it migrate and the login may; never on Azure. What
// expires is judged by the server's clock; `clock` is for waiting and for stamps. Made before the threads that use it.
std::unique_ptr<SqlEngine> make_sqlserver_engine(const SqlServerSettings& settings, Clock& clock);

}  // namespace scan
