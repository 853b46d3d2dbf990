#include "adapters/sql/operations/sql_trial_store.h"

#include "domain/parcel_summary.h"

namespace scan {

SqlTrialStore::SqlTrialStore(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      writer_(access.database.dialect.batch_writers().make(connection_)),
      find_(connection_, "find_parcel", {"parcel_id"}) {}

Result<std::vector<TrialOutcome>> SqlTrialStore::try_apply(std::span<const ScanEvent> events) {
    return connection_.trial([&] {
        std::vector<TrialOutcome> outcomes;
        for (const ScanEvent& event : events) {
            const auto before = find_.first(event.parcel_id);
            const ParcelSummary delta = summarize(event);
            writer_->merge_parcels({&delta, 1});
            const auto after = find_.first(event.parcel_id);
            outcomes.push_back(before == after ? TrialOutcome::changes_nothing
                                               : TrialOutcome::applies);
        }
        return outcomes;
    });
}

}  // namespace scan
