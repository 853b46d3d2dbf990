#include "operations/telling/status_document.h"

#include <fmt/format.h>

#include "base/json_object.h"
#include "operations/acting/pause_acts.h"
#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

std::string seconds(const std::optional<Duration>& duration) {
    if (!duration) return "null";
    return fmt::format("{:.1f}", std::chrono::duration<double>(*duration).count());
}

std::string number(double value) {
    return fmt::format("{:.1f}", value);
}

JsonObject document_of(const Condition& condition, UtcTime now) {
    JsonObject object;
    object.add("id", row_of(condition.id).name)
        .add("severity", name_of(condition.severity))
        .add("since_utc", condition.since)
        .add("sentence", sentence_of(condition, now))
        .add("action", row_of(condition.id).action)
        .add("runbook", runbook_of(condition.id));
    return object;
}

JsonObject document_of(const WorkerFacts& worker) {
    JsonObject object;
    object.add("name", worker.name)
        .add("role", worker.role)
        .add("live", worker.is_live)
        .add("polls", worker.is_live && worker.polling && worker.polling->holds_lease)
        .add("version", worker.version)
        .add("admin_address", worker.admin_address)
        .add("started_at_utc", std::optional(worker.started_at))
        .add("told_at_utc", std::optional(worker.told_at));
    return object;
}

std::string cursor_of(const StoreStatus& status) {
    if (!status.cursor) return "null";
    JsonObject cursor;
    cursor.add("last_event_id", status.cursor->last_event_id.value)
        .add("settled_event_id", status.cursor->settled_event_id.value)
        .add("moved_at_utc", status.cursor_moved_at);
    return cursor.text();
}

// The figures that stood here before there was a state.
void add_figures(JsonObject& document, const Facts& facts) {
    if (facts.store) {
        const StoreStatus& status = facts.store->status;
        JsonObject lease;
        lease.add("holder", status.lease_holder)
            .add("live", status.lease_live)
            .add("epoch", status.lease_epoch.value);
        document.raw("cursor", cursor_of(status))
            .raw("lease", lease.text())
            .add("feed_state", status.feed_state)
            .add("caught_up_at_utc", status.caught_up_at);
    }
    if (facts.queue) {
        JsonObject messages;
        messages.add("visible", facts.queue->visible)
            .add("in_flight", facts.queue->in_flight)
            .add("dead_letters", facts.queue->dead_letters);
        document.raw("queue", messages.text());
    }
    if (facts.store) {
        const StoreStatus& status = facts.store->status;
        document.add("parcels", status.parcels)
            .add("failed_events_open", status.failed_events_open)
            .add("failed_events_resolved", status.failed_events_resolved)
            .add("feed_gaps", status.feed_gaps);
    }
}

std::string rates_of(const Facts& facts) {
    double applied = 0;
    double queued = 0;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.is_live) continue;
        if (worker.processing) applied += worker.processing->events_per_second;
        if (worker.polling) queued += worker.polling->events_per_second;
    }
    JsonObject rates;
    rates.raw("events_per_second", number(applied)).raw("queued_events_per_second", number(queued));
    return rates.text();
}

std::string paused_of(const Facts& facts) {
    JsonList list;
    if (!facts.store) return list.text();
    for (const Pause& pause : facts.store->paused) {
        if (!pause.holds_at(facts.now)) continue;
        JsonObject object;
        object.add("what", name_of(pause.what))
            .add("who", pause.who)
            .add("reason", pause.reason)
            .add("since_utc", std::optional(pause.since))
            .add("until_utc", pause.until);
        list.add(object);
    }
    return list.text();
}

std::optional<UtcTime> last_at_head(const Facts& facts) {
    std::optional<UtcTime> last;
    if (facts.store) last = facts.store->status.caught_up_at;
    for (const WorkerFacts& worker : facts.workers) {
        const auto at = worker.polling ? worker.polling->at_head_at : std::nullopt;
        if (at && (!last || *at > *last)) last = at;
    }
    return last;
}

std::optional<Duration> latest_lateness(const Facts& facts) {
    std::optional<Duration> latest;
    for (const WorkerFacts& worker : facts.workers) {
        const auto& lateness = worker.lateness_max;
        if (lateness && (!latest || *lateness > *latest)) latest = lateness;
    }
    return latest;
}

}  // namespace

std::string status_document(const Facts& facts, const Verdict& verdict) {
    JsonList conditions;
    for (const Condition& each : verdict.conditions) conditions.add(document_of(each, facts.now));
    JsonList workers;
    for (const WorkerFacts& each : facts.workers) workers.add(document_of(each));
    const bool is_foretold = verdict.lag.forecast.kind == Forecast::Kind::done;
    JsonObject document;
    document.add("state", name_of(verdict.state))
        .add("sentence", verdict.sentence)
        .add("as_of_utc", std::optional(facts.now))
        .raw("lag_seconds", seconds(verdict.lag.all))
        .raw("forecast_seconds",
             seconds(is_foretold ? std::optional(verdict.lag.forecast.in) : std::nullopt))
        .add("complete_to_utc", verdict.lag.complete_to)
        .add("last_at_head_utc", last_at_head(facts))
        .raw("late_window_seconds", seconds(facts.late_window))
        .raw("latest_lateness_seconds", seconds(latest_lateness(facts)))
        .raw("conditions", conditions.text())
        .raw("rates", rates_of(facts))
        .raw("paused", paused_of(facts))
        .raw("workers", workers.text());
    add_figures(document, facts);
    return document.text();
}

std::string workers_document(const Facts& facts) {
    JsonList list;
    for (const WorkerFacts& worker : facts.workers) {
        JsonObject object = document_of(worker);
        JsonList signs;
        for (const Sign& sign : worker.signs) signs.add(row_of(sign.id).name);
        JsonList reads;
        for (const std::string& form : worker.reads) reads.add(form);
        object.raw("conditions", signs.text()).raw("reads", reads.text());
        if (worker.polling)
            object.raw("queued_events_per_second", number(worker.polling->events_per_second));
        if (worker.processing)
            object.raw("events_per_second", number(worker.processing->events_per_second));
        list.add(object);
    }
    return JsonObject().raw("workers", list.text()).text();
}

bool is_alarming(WorkState state) {
    return state == WorkState::degraded || state == WorkState::failing;
}

}  // namespace scan
