#include "operations/telling/report.h"

#include <fmt/format.h>

#include "base/counted.h"
#include "base/json_object.h"
#include "operations/conditions/condition_table.h"
#include "operations/conditions/time_for_people.h"
#include "operations/telling/status_document.h"

namespace scan {
namespace {

std::string conditions_text(const Facts& facts, const Verdict& verdict) {
    if (verdict.conditions.empty()) return "None.\n";
    std::string text;
    for (const Condition& each : verdict.conditions) {
        const ConditionRow& row = row_of(each.id);
        text += fmt::format("- **{}** ({}): {} {}\n", row.name, name_of(each.severity),
                            sentence_of(each, facts.now), row.action);
    }
    return text;
}

std::string figures_text(const Facts& facts) {
    std::string text;
    if (facts.store) {
        const StoreStatus& status = facts.store->status;
        if (status.cursor)
            text += fmt::format("- cursor {}, settled {}\n", status.cursor->last_event_id.value,
                                status.cursor->settled_event_id.value);
        text += fmt::format("- {}, {}, {}\n", counted(status.parcels, "parcel"),
                            counted(status.failed_events_open, "open failed event"),
                            counted(status.feed_gaps, "feed gap"));
    }
    if (facts.queue)
        text +=
            fmt::format("- queue: {} visible, {} in flight, {}\n", facts.queue->visible,
                        facts.queue->in_flight, counted(facts.queue->dead_letters, "dead letter"));
    return text;
}

std::string workers_text(const Facts& facts) {
    std::string text;
    for (const WorkerFacts& worker : facts.workers) {
        text += fmt::format("- {} ({}, version {}): {}, told {} UTC", worker.name, worker.role,
                            worker.version, worker.is_live ? "live" : "gone",
                            time_for_people(worker.told_at, facts.now));
        if (worker.polling)
            text += fmt::format(", {:.1f} events/s queued", worker.polling->events_per_second);
        if (worker.processing)
            text += fmt::format(", {:.1f} events/s applied", worker.processing->events_per_second);
        text += "\n";
    }
    return text.empty() ? "None within a day.\n" : text;
}

}  // namespace

std::string report_markdown(const Facts& facts, const Verdict& verdict,
                            const ReportContext& context) {
    return fmt::format(
        "# Scan Event Worker: {}\n\n{}\n\nAs of {}, by version {}.\n\n"
        "## Conditions\n\n{}\n## Figures\n\n{}\n## Workers\n\n{}\n## Settings\n\n```\n{}```\n",
        name_of(verdict.state), verdict.sentence, facts.now.to_string(), context.version,
        conditions_text(facts, verdict), figures_text(facts), workers_text(facts),
        context.settings);
}

std::string report_document(const Facts& facts, const Verdict& verdict,
                            const ReportContext& context) {
    JsonObject document;
    document.add("version", context.version)
        .raw("status", status_document(facts, verdict))
        .raw("settings", context.settings_json);
    return document.text();
}

}  // namespace scan
