#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/parcel_search.h"

namespace scan {

class MemoryParcelSearch final : public ParcelSearch {
public:
    explicit MemoryParcelSearch(MemoryStoreState& state) : state_(state) {}

    Result<std::vector<ParcelSummary>> by_id(ParcelId after, std::uint32_t rows_max) override;
    Result<std::vector<ParcelSummary>> not_delivered(UtcTime before, const Waiting& after,
                                                     std::uint32_t rows_max) override;
    Result<std::vector<ParcelEvent>> history(ParcelId parcel_id, std::uint32_t rows_max) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
