#pragma once

#include <memory>

#include "operations/conditions/store_facts_reader.h"
#include "operations/conditions/worker_directory.h"
#include "operations/ports/parcel_search.h"

namespace scan {

class SqlEngine;

// The ports of operations/ in a store's database. They must not outlive the engine.
std::unique_ptr<WorkerDirectory> worker_directory(SqlEngine& engine);
std::unique_ptr<StoreFactsReader> store_facts_reader(SqlEngine& engine);
std::unique_ptr<ParcelSearch> parcel_search(SqlEngine& engine);

}  // namespace scan
