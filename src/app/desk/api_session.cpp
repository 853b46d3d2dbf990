#include "app/desk/api_session.h"

#include "adapters/http_feed/http_feed.h"
#include "adapters/sql/operations/operations_stores.h"
#include "adapters/sql/operations/sql_operations.h"
#include "app/worker_settings.h"
#include "operations/acting/send_then_mark.h"

namespace scan {

ApiSession open_api_session(Engines& engines, const Config& config, std::stop_token stop) {
    SqlEngine& store = engines.store();
    ApiSession session{.store = store.parcel_store(),
                       .parcels = parcel_search(store),
                       .failed = sql_failed_events(store),
                       .trial = sql_trial_store(store),
                       .gaps = sql_feed_gaps(store),
                       .audit = sql_audit_log(store, config.store.audit_retention),
                       .pauses = sql_pause_switch(store),
                       .jobs = sql_job_board(store),
                       .cursors = store.cursor_store(),
                       .status = store.status_reader(),
                       .facts = store_facts_reader(store),
                       .workers = worker_directory(store),
                       .queue = engines.queue(stop),
                       .dead_letters = engines.dead_letter_queue(stop),
                       .outlet = nullptr};
    if (engines.is_queue_beside_store()) {
        session.outlet = sql_failed_event_outlet(store);
    } else {
        session.outlet = std::make_unique<SendThenMark>(*session.queue, *session.failed);
    }
    return session;
}

std::optional<ConnectCheck> check_feed_of(const Config& config, Clock& clock,
                                          std::stop_token stop) {
    if (config.worker.role == WorkerRole::process) return std::nullopt;
    const auto feed = HttpFeed::create(http_feed_settings(config.feed), clock);
    if (!feed)
        return ConnectCheck{.dependency = Dependency::feed,
                            .result = ConnectResult::fails,
                            .message = feed.error().message,
                            .action = ""};
    return check_feed(
        **feed, [&] { return (*feed)->answered_status(); }, config.feed.first_event_id,
        std::move(stop));
}

}  // namespace scan
