#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_failed_events.h"
#include "adapters/memory/memory_feed_gaps.h"
#include "adapters/memory/memory_job_board.h"
#include "adapters/memory/memory_parcel_search.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_pause_switch.h"
#include "adapters/memory/memory_queue.h"
#include "adapters/memory/memory_store_facts.h"
#include "adapters/memory/memory_store_status.h"
#include "adapters/memory/memory_trial_store.h"
#include "adapters/memory/memory_worker_directory.h"
#include "admin/api/api_context.h"
#include "admin/api/openapi.h"
#include "admin/api/testing/api_description.h"
#include "admin/http/request_target.h"
#include "admin/http/router.h"
#include "operations/acting/send_then_mark.h"

namespace scan {

// Sees that the answer is as openapi.json describes it.
inline void expect_described(std::string_view method, std::string_view target,
                             const AdminReply& reply) {
    static const ApiDescription description(openapi_document());
    EXPECT_EQ(description.faults({.method = method,
                                  .target = target,
                                  .status = reply.status,
                                  .content_type = reply.content_type,
                                  .body = reply.body}),
              "")
        << method << ' ' << target << ": " << reply.status << ' ' << reply.body;
}

// The API over a store and a queue in memory, asked as by whoever was let in as "ann". For tests.
class AdminApiWorld {
public:
    AdminReply get(std::string_view target) { return ask(Method::get, target, ""); }
    AdminReply post(std::string_view target, std::string body) {
        return ask(Method::post, target, std::move(body));
    }
    AdminReply ask(Method method, std::string_view target, std::string body,
                   std::vector<std::pair<std::string, std::string>> headers = {}) {
        const auto parsed = parse_target("/api/v1" + std::string(target));
        AdminRequest request{.method = method,
                             .target = std::string(target),
                             .path = parsed->path,
                             .query = parsed->query,
                             .headers = std::move(headers),
                             .body = std::move(body),
                             .who = "ann"};
        const AdminReply reply = answer(request);
        expect_described(method_name(method), "/api/v1" + std::string(target), reply);
        return reply;
    }

    ApiSession session() {
        ApiSession session{.store = std::make_unique<MemoryParcelStore>(state),
                           .parcels = std::make_unique<MemoryParcelSearch>(state),
                           .failed = std::make_unique<MemoryFailedEvents>(state),
                           .trial = std::make_unique<MemoryTrialStore>(state),
                           .gaps = std::make_unique<MemoryFeedGaps>(state),
                           .audit = std::make_unique<MemoryAuditLog>(state, std::nullopt),
                           .pauses = std::make_unique<MemoryPauseSwitch>(state),
                           .jobs = std::make_unique<MemoryJobBoard>(state),
                           .cursors = std::make_unique<MemoryCursorStore>(state),
                           .status = std::make_unique<MemoryStoreStatus>(state),
                           .facts = std::make_unique<MemoryStoreFacts>(state),
                           .workers = std::make_unique<MemoryWorkerDirectory>(state),
                           .queue = std::make_unique<MemoryQueue>(queue),
                           .dead_letters = std::make_unique<MemoryQueue>(queue.dead_letters()),
                           .outlet = nullptr};
        session.outlet = std::make_unique<SendThenMark>(*session.queue, *session.failed);
        return session;
    }

    // The id of the failed event.
    std::int64_t fail(const std::string& body, const std::string& reason = "bad timestamp") {
        MemoryTransaction transaction(state);
        transaction->record(
            {.event_id = {}, .parcel_id = {}, .reason = reason, .detail = "", .body = body},
            clock.utc_now());
        return transaction->last_failed_id;
    }
    // The newest line of the audit: who, what, why, and what came of it. Empty: there is none.
    std::string last_act() const {
        const MemoryTables tables = state.tables();
        if (tables.audit.empty()) return "";
        const AuditRow& row = tables.audit.back();
        return fmt::format("{}: {} ({}): {}", row.entry.who, row.entry.what, row.entry.reason,
                           row.result);
    }

    static std::string event(std::int64_t id) {
        return fmt::format(
            R"({{"EventId":{0},"ParcelId":{0},"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","StatusCode":"","User":{{"RunId":"1"}}}})",
            id);
    }

    ManualClock clock;
    MemoryStoreState state{clock};
    MemoryQueueState queue{clock, {}};
    ApiContext context{.open = [this] { return session(); },
                       .clock = clock,
                       .visibility_timeout = [] { return Duration(std::chrono::seconds(30)); }};
    Router router;

private:
    AdminReply answer(AdminRequest& request) const {
        const auto found = router.find(request);
        if (const auto* refused = std::get_if<AdminReply>(&found)) return *refused;
        return std::get<const Route*>(found)->handler(request);
    }
};

inline bool has(const AdminReply& reply, std::string_view part) {
    return reply.body.find(part) != std::string::npos;
}

// Whether it is a refusal of this status that names the culprit.
inline bool blames(const AdminReply& reply, int status, std::string_view culprit) {
    return reply.status == status && reply.content_type == "application/problem+json" &&
           has(reply, fmt::format(R"("culprit":"{}")", culprit));
}

}  // namespace scan
