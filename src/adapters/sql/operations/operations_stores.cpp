#include "adapters/sql/operations/operations_stores.h"

#include "adapters/sql/operations/sql_parcel_search.h"
#include "adapters/sql/operations/sql_store_facts.h"
#include "adapters/sql/operations/sql_worker_directory.h"

namespace scan {

std::unique_ptr<WorkerDirectory> worker_directory(SqlEngine& engine) {
    return std::make_unique<SqlWorkerDirectory>(engine.access());
}

std::unique_ptr<StoreFactsReader> store_facts_reader(SqlEngine& engine) {
    return std::make_unique<SqlStoreFacts>(engine.access());
}

std::unique_ptr<ParcelSearch> parcel_search(SqlEngine& engine) {
    return std::make_unique<SqlParcelSearch>(engine.access());
}

}  // namespace scan
