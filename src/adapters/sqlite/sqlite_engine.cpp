#include "adapters/sqlite/sqlite_engine.h"

#include "adapters/sqlite/sqlite_dialect.h"

namespace scan {

std::unique_ptr<SqlEngine> make_sqlite_engine(const SqliteSettings& settings, Clock& clock) {
    return std::make_unique<SqlEngine>(std::make_unique<SqliteDialect>(settings, clock),
                                       settings.engine, clock);
}

}  // namespace scan
