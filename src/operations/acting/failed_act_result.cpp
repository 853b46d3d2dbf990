#include <fmt/format.h>

#include <algorithm>

#include "base/json_object.h"
#include "operations/acting/failed_event_retry.h"

namespace scan {

std::string_view name_of(ActOutcome outcome) {
    switch (outcome) {
        case ActOutcome::queued: return "queued";
        case ActOutcome::discarded: return "discarded";
        case ActOutcome::would_apply: return "would_apply";
        case ActOutcome::changes_nothing: return "changes_nothing";
        case ActOutcome::fails_still: return "fails_still";
        case ActOutcome::on_its_way: return "on_its_way";
        case ActOutcome::was_closed: return "was_closed";
        case ActOutcome::not_found: return "not_found";
    }
    return {};
}

void FailedActResult::add(ActItem item) {
    ++counts[item.outcome];
    if (items.size() < kItemsMax) items.push_back(std::move(item));
}

std::uint64_t FailedActResult::total() const {
    std::uint64_t sum = 0;
    for (const auto& [outcome, count] : counts) sum += count;
    return sum;
}

bool is_done_of_all(const FailedActResult& result, ActOutcome wanted) {
    return std::ranges::all_of(result.counts, [&](const auto& counted) {
        const ActOutcome outcome = counted.first;
        if (outcome == ActOutcome::not_found) return false;
        if (result.is_dry_run || outcome == wanted) return true;
        return wanted == ActOutcome::queued && outcome == ActOutcome::on_its_way;
    });
}

std::string summary(const FailedActResult& result) {
    std::string text;
    for (const auto& [outcome, count] : result.counts) {
        std::string name(name_of(outcome));
        std::ranges::replace(name, '_', ' ');
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
    }
    if (text.empty()) text = "nothing to do";
    if (result.came_since > 0) text += fmt::format("; {} came since, left out", result.came_since);
    if (result.error) text += "; ended early: " + result.error->message;
    return text;
}

std::string json_text(const FailedActResult& result) {
    JsonObject counts;
    for (const auto& [outcome, count] : result.counts) counts.add(name_of(outcome), count);
    JsonList items;
    for (const ActItem& item : result.items) {
        JsonObject object;
        object.add("id", item.id);
        object.raw("event_id", item.event_id ? fmt::format("{}", item.event_id->value) : "null");
        object.add("outcome", name_of(item.outcome)).add("detail", item.detail);
        items.add(object);
    }
    return JsonObject()
        .raw("dry_run", result.is_dry_run ? "true" : "false")
        .add("selected", result.selected.count)
        .add("highest_id", result.selected.highest_id)
        .add("came_since", result.came_since)
        .raw("counts", counts.text())
        .raw("items", items.text())
        .add("items_left_out", result.total() - result.items.size())
        .raw("error", result.error ? json_quote(result.error->message) : "null")
        .text();
}

}  // namespace scan
