#include "adapters/faulty/faulty_parcel_store.h"

#include "adapters/faulty/faulty_call.h"

namespace scan {

Result<> FaultyParcelStore::ping() {
    return faulty_call(faults_, Operation::parcels_ping, [&] { return store_.ping(); });
}

Result<> FaultyParcelStore::apply(const StoreBatch& batch) {
    return faulty_call(faults_, Operation::parcels_apply, [&] { return store_.apply(batch); });
}

Result<std::optional<ParcelSummary>> FaultyParcelStore::find(ParcelId parcel_id) {
    return faulty_call(faults_, Operation::parcels_find, [&] { return store_.find(parcel_id); });
}

}  // namespace scan
