#pragma once

#include <memory>

#include "operations/ports/audit_log.h"
#include "operations/ports/cursor_marks.h"
#include "operations/ports/failed_event_outlet.h"
#include "operations/ports/failed_events.h"
#include "operations/ports/feed_gaps.h"
#include "operations/ports/job_board.h"
#include "operations/ports/parcel_eraser.h"
#include "operations/ports/parcel_mender.h"
#include "operations/ports/pause_switch.h"
#include "operations/ports/trial_store.h"

namespace scan {

class SqlEngine;

// The ports of operations/ on the store that is kept in the engine's database. Each object serves
// one thread and does not outlive the engine.
std::unique_ptr<FailedEvents> sql_failed_events(SqlEngine& store);
// Lines older than `keep` are forgotten; nullopt: none is.
std::unique_ptr<AuditLog> sql_audit_log(SqlEngine& store, std::optional<Duration> keep);
std::unique_ptr<FeedGaps> sql_feed_gaps(SqlEngine& store);
std::unique_ptr<TrialStore> sql_trial_store(SqlEngine& store);
std::unique_ptr<PauseSwitch> sql_pause_switch(SqlEngine& store);
std::unique_ptr<JobBoard> sql_job_board(SqlEngine& store);
std::unique_ptr<ParcelEraser> sql_parcel_eraser(SqlEngine& store);
std::unique_ptr<ParcelMender> sql_parcel_mender(SqlEngine& store);
std::unique_ptr<CursorMarks> sql_cursor_marks(SqlEngine& store);
// Only if the queue is kept in the same database.
std::unique_ptr<FailedEventOutlet> sql_failed_event_outlet(SqlEngine& store);

}  // namespace scan
