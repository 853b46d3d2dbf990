#include "adapters/memory/memory_parcel_mender.h"

namespace scan {

Result<bool> MemoryParcelMender::overwrite(const ParcelSummary& compared,
                                           const ParcelSummary& mended) {
    MemoryTransaction transaction(state_);
    const auto row = transaction->parcels.find(compared.parcel_id);
    if (row == transaction->parcels.end() || row->second != compared) return false;
    row->second = mended;
    return true;
}

}  // namespace scan
