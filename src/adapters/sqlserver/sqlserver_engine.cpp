#include "adapters/sqlserver/sqlserver_engine.h"

#include "adapters/sqlserver/sqlserver_dialect.h"

namespace scan {

std::unique_ptr<SqlEngine> make_sqlserver_engine(const SqlServerSettings& settings, Clock& clock) {
    return std::make_unique<SqlEngine>(
        std::make_unique<SqlServerDialect>(settings.address, settings.engine.timeout,
                                           MissingDatabase{.is_created = settings.engine.migrate,
                                                           .notice = settings.engine.notice},
                                           settings.password_file),
        settings.engine, clock);
}

}  // namespace scan
