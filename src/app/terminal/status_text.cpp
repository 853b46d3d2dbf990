#include "app/terminal/status_text.h"

#include <fmt/format.h>

#include "app/help/help_text.h"
#include "app/lease_holder.h"
#include "operations/conditions/condition_table.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

constexpr std::size_t kColumn = 16;

std::string time_text(const std::optional<UtcTime>& time) {
    return time ? time->to_string() : "never";
}

std::string count_text(std::uint64_t rows) {
    return rows > kRowsCountedMax ? fmt::format("more than {}", kRowsCountedMax)
                                  : fmt::format("{}", rows);
}

std::string line(std::string_view name, std::string_view value) {
    return fmt::format("{:<{}}{}\n", name, kColumn, value);
}

std::string poller_text(const StoreStatus& status) {
    const std::string epoch = fmt::format("(epoch {})", status.lease_epoch.value);
    const std::string holder(holder_for_people(status.lease_holder));
    if (holder.empty()) return "nobody " + epoch;
    return status.lease_live ? holder + " " + epoch : holder + ", expired " + epoch;
}

std::string store_text(const StoreStatus& status) {
    std::string text;
    if (status.cursor) {
        text += line("cursor", fmt::format("{} (moved {})", status.cursor->last_event_id.value,
                                           time_text(status.cursor_moved_at)));
        text += line("settled", fmt::format("{}", status.cursor->settled_event_id.value));
    } else {
        text += line("cursor", "none: no worker has started on this store yet");
    }
    text += line("poller", poller_text(status));
    text += line("feed", status.feed_state.empty() ? "unknown" : status.feed_state);
    text += line("caught up", time_text(status.caught_up_at));
    return text;
}

std::string figures_text(const Facts& facts) {
    std::string text;
    if (facts.store) text += store_text(facts.store->status);
    if (facts.queue)
        text += line("queue",
                     fmt::format("{} visible, {} in flight, {} dead letters", facts.queue->visible,
                                 facts.queue->in_flight, facts.queue->dead_letters));
    if (facts.store) {
        const StoreStatus& status = facts.store->status;
        text += line("parcels", count_text(status.parcels));
        text += line("failed events",
                     fmt::format("{} open, {} resolved", count_text(status.failed_events_open),
                                 count_text(status.failed_events_resolved)));
        text += line("feed gaps", count_text(status.feed_gaps));
    }
    std::size_t live = 0;
    for (const WorkerFacts& worker : facts.workers) live += worker.is_live ? 1 : 0;
    text += line("workers", fmt::format("{} live", live));
    return text;
}

}  // namespace

std::string status_text(const Facts& facts, const Verdict& verdict, std::size_t width) {
    std::string text = wrapped(verdict.sentence, width, 0) + "\n";
    for (const Condition& condition : verdict.conditions) {
        const ConditionRow& row = row_of(condition.id);
        text += fmt::format("\n{} {}\n", name_of(condition.severity), row.name);
        text += wrapped("  " + sentence_of(condition, facts.now), width, 2) + "\n";
        text += wrapped("  " + std::string(row.action), width, 2) + "\n";
    }
    return text + "\n" + wrapped(figures_text(facts), width, kColumn);
}

std::string workers_text(const Facts& facts) {
    if (facts.workers.empty()) return "no worker has told anything within a day\n";
    std::string text = fmt::format("{:<28} {:<8} {:<8} {:<6} {:<10} {}\n", "worker", "role",
                                   "version", "live", "told", "conditions");
    for (const WorkerFacts& worker : facts.workers) {
        std::string conditions;
        for (const Sign& sign : worker.signs)
            conditions += fmt::format("{}{}", conditions.empty() ? "" : ",", row_of(sign.id).name);
        const bool polls = worker.is_live && worker.polling && worker.polling->holds_lease;
        text += fmt::format(
            "{:<28} {:<8} {:<8} {:<6} {:<10} {}\n", holder_for_people(worker.name),
            worker.role + (polls ? "*" : ""), worker.version, worker.is_live ? "yes" : "no",
            time_for_people(worker.told_at, facts.now), conditions.empty() ? "none" : conditions);
    }
    return text + "* polls the feed\n";
}

}  // namespace scan
