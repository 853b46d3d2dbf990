#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "operations/conditions/facts.h"
#include "operations/conditions/store_facts_reader.h"
#include "operations/conditions/worker_directory.h"
#include "operations/ports/audit_log.h"
#include "operations/ports/failed_event_outlet.h"
#include "operations/ports/failed_events.h"
#include "operations/ports/feed_gaps.h"
#include "operations/ports/job_board.h"
#include "operations/ports/parcel_search.h"
#include "operations/ports/pause_switch.h"
#include "operations/ports/trial_store.h"
#include "operations/telling/connect_check.h"
#include "operations/telling/report.h"
#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/parcel_store.h"
#include "pipeline/ports/store_status.h"

namespace scan {

// What one request asks store and queue with. Each part connects when it is first called and lets go with the session: what an operator
// rarely does holds no connection meanwhile, and never one of a stage. One thread.
struct ApiSession {
    std::unique_ptr<ParcelStore> store;
    std::unique_ptr<ParcelSearch> parcels;
    std::unique_ptr<FailedEvents> failed;
    std::unique_ptr<TrialStore> trial;
    std::unique_ptr<FeedGaps> gaps;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<PauseSwitch> pauses;
    std::unique_ptr<JobBoard> jobs;
    std::unique_ptr<CursorStore> cursors;
    std::unique_ptr<StoreStatusReader> status;
    std::unique_ptr<StoreFactsReader> facts;
    std::unique_ptr<WorkerDirectory> workers;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<EventQueue> dead_letters;
    std::unique_ptr<FailedEventOutlet> outlet;  // may refer to `queue` and `failed`
};

// What the API's resources work with; it outlives the router. Any thread.
struct ApiContext {
    std::function<ApiSession()> open;
    Clock& clock;
    Facts limits = {};         // of which only what the settings decide is filled in
    ReportContext about = {};  // of the worker that answers
    // Asks the feed for one event; nullopt: this worker's role does not ask it.
    std::function<std::optional<ConnectCheck>()> check_feed = {};
    std::function<Duration()> visibility_timeout = {};  // of the queue
    bool keep_history = false;
    std::stop_token stop = {};  // the worker ends: what takes long is left as it is then
};

}  // namespace scan
