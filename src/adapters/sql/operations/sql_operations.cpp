#include "adapters/sql/operations/sql_operations.h"

#include "adapters/sql/operations/sql_audit_log.h"
#include "adapters/sql/operations/sql_cursor_marks.h"
#include "adapters/sql/operations/sql_failed_event_outlet.h"
#include "adapters/sql/operations/sql_failed_events.h"
#include "adapters/sql/operations/sql_feed_gaps.h"
#include "adapters/sql/operations/sql_job_board.h"
#include "adapters/sql/operations/sql_parcel_eraser.h"
#include "adapters/sql/operations/sql_parcel_mender.h"
#include "adapters/sql/operations/sql_pause_switch.h"
#include "adapters/sql/operations/sql_trial_store.h"

namespace scan {

std::unique_ptr<FailedEvents> sql_failed_events(SqlEngine& store) {
    return std::make_unique<SqlFailedEvents>(store.access());
}

std::unique_ptr<AuditLog> sql_audit_log(SqlEngine& store, std::optional<Duration> keep) {
    return std::make_unique<SqlAuditLog>(store.access(), keep);
}

std::unique_ptr<FeedGaps> sql_feed_gaps(SqlEngine& store) {
    return std::make_unique<SqlFeedGaps>(store.access());
}

std::unique_ptr<TrialStore> sql_trial_store(SqlEngine& store) {
    return std::make_unique<SqlTrialStore>(store.access());
}

std::unique_ptr<PauseSwitch> sql_pause_switch(SqlEngine& store) {
    return std::make_unique<SqlPauseSwitch>(store.access());
}

std::unique_ptr<JobBoard> sql_job_board(SqlEngine& store) {
    return std::make_unique<SqlJobBoard>(store.access());
}

std::unique_ptr<ParcelEraser> sql_parcel_eraser(SqlEngine& store) {
    return std::make_unique<SqlParcelEraser>(store.access());
}

std::unique_ptr<ParcelMender> sql_parcel_mender(SqlEngine& store) {
    return std::make_unique<SqlParcelMender>(store.access());
}

std::unique_ptr<CursorMarks> sql_cursor_marks(SqlEngine& store) {
    return std::make_unique<SqlCursorMarks>(store.access());
}

std::unique_ptr<FailedEventOutlet> sql_failed_event_outlet(SqlEngine& store) {
    return std::make_unique<SqlFailedEventOutlet>(store.access());
}

}  // namespace scan
