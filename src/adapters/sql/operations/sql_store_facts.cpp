#include "adapters/sql/operations/sql_store_facts.h"

#include <utility>

namespace scan {

SqlStoreFacts::SqlStoreFacts(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      lease_(connection_, "read_lease_state", {}),
      failed_(connection_, "read_failed_reasons", {"rows_max"}),
      gaps_(connection_, "read_open_gaps", {"rows_max"}),
      pauses_(connection_, "read_pauses", {}),
      verified_(connection_, "read_last_verification", {}) {}

// Not of one moment: each of its parts is told by itself.
Result<StoreFacts> SqlStoreFacts::read() {
    return connection_.read([this] {
        StoreFacts facts;
        StoreStatus& status = facts.status;
        lease_.each([&](LeaseStateRow row) {
            status.lease_holder = std::move(row.holder);
            status.lease_live = row.is_live;
            status.caught_up_at = row.caught_up_at;
        });
        failed_.each(
            [&](FailedReasonRow row) {
                status.failed_events_open += row.count;
                facts.failed.push_back(
                    {.reason = std::move(row.reason), .count = row.count, .oldest = row.oldest});
            },
            kFailedCountedMax + 1);
        gaps_.each(
            [&](const OpenGapRow& row) {
                facts.gaps.push_back({.after_event_id = row.after,
                                      .before_event_id = row.before,
                                      .noticed_at = row.noticed_at,
                                      .is_proven = row.is_proven});
            },
            static_cast<std::int64_t>(kOpenGapsMax));
        pauses_.each([&](PauseRow row) {
            if (auto pause = pause_of(std::move(row))) facts.paused.push_back(*std::move(pause));
        });
        verified_.each([&](const VerifiedRow& row) {
            facts.differences = row.differences;
            facts.verified_at = row.ended_at;
        });
        return facts;
    });
}

}  // namespace scan
