#include "tests/chaos/chaos_engines.h"

#include "tests/chaos/postgres_sqs_chaos.h"
#include "tests/chaos/sqlite_chaos.h"

namespace scan {

std::unique_ptr<ChaosEngines> make_chaos_engines(const std::string& name,
                                                 const std::filesystem::path& folder) {
    if (name == "sqlite") return std::make_unique<SqliteChaos>(folder);
    return std::make_unique<PostgresSqsChaos>();
}

}  // namespace scan
