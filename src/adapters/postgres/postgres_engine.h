#pragma once

#include <memory>
#include <string>

#include "adapters/postgres/postgres_address.h"
#include "adapters/sql/sql_engine.h"

namespace scan {

struct PostgresSettings {
    PostgresAddress address;
    std::string password_file = {};  // see login_file.h; empty: none
    SqlEngineSettings engine = {};
};

// A store, a queue or both in one PostgreSQL database, shared by any number of workers on any
// number of machines. Expiry is judged by the server's clock; `clock` is for waiting and for
// stamps. PostgreSQL 12 or later.
std::unique_ptr<SqlEngine> make_postgres_engine(const PostgresSettings& settings, Clock& clock);

}  // namespace scan
