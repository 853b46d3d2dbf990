#include "adapters/memory/memory_trial_store.h"

#include <fmt/format.h>

namespace scan {

Result<std::vector<TrialOutcome>> MemoryTrialStore::try_apply(std::span<const ScanEvent> events) {
    MemoryTransaction transaction(state_);
    std::map<ParcelId, ParcelSummary> tried;  // by parcel, instead of the rows
    std::vector<TrialOutcome> outcomes;
    for (const ScanEvent& event : events) {
        if (transaction.rejects(event.parcel_id))
            return fail(ErrorCode::rejected,
                        fmt::format("parcel {} is not taken", event.parcel_id.value));
        const auto stored = transaction->parcels.find(event.parcel_id);
        if (stored != transaction->parcels.end()) tried.insert(*stored);
        const ParcelSummary delta = summarize(event);
        const auto [row, is_new] = tried.try_emplace(event.parcel_id, delta);
        const ParcelSummary before = row->second;
        merge(row->second, delta);
        outcomes.push_back(is_new || row->second != before ? TrialOutcome::applies
                                                           : TrialOutcome::changes_nothing);
    }
    return outcomes;
}

}  // namespace scan
