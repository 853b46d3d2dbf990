#include "adapters/postgres/postgres_engine.h"

#include "adapters/postgres/postgres_dialect.h"

namespace scan {

std::unique_ptr<SqlEngine> make_postgres_engine(const PostgresSettings& settings, Clock& clock) {
    return std::make_unique<SqlEngine>(
        std::make_unique<PostgresDialect>(settings.address, settings.engine.timeout,
                                          settings.password_file),
        settings.engine, clock);
}

}  // namespace scan
