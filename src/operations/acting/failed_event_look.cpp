#include "operations/acting/failed_event_look.h"

#include <fmt/format.h>

#include <charconv>

#include "base/json_object.h"
#include "operations/acting/acceptable_text.h"

namespace scan {
namespace {

constexpr std::uint32_t kGroupsMax = 1000;
constexpr std::uint32_t kRetriedAPiece = 1000;

template <class Id>
std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
    if (!id) return std::nullopt;
    return id->value;
}

JsonObject object_of(const FailedEventRecord& record) {
    JsonObject object;
    object.add("id", record.id)
        .add("event_id", value_of(record.event.event_id))
        .add("parcel_id", value_of(record.event.parcel_id))
        .add("reason", record.event.reason)
        .add("detail", record.event.detail)
        .add("state", name_of(record.state))
        .add("occurrences", record.occurrences)
        .add("failed_at_utc", std::optional(record.failed_at))
        .add("last_failed_at_utc", std::optional(record.last_failed_at));
    return object;
}

}  // namespace

std::string_view name_of(FailedState state) {
    switch (state) {
        case FailedState::open: return "open";
        case FailedState::retried: return "retried";
        case FailedState::resolved: return "resolved";
        case FailedState::discarded: return "discarded";
    }
    return {};
}

std::optional<FailedState> failed_state_of(std::string_view name) {
    for (const FailedState state :
         {FailedState::open, FailedState::retried, FailedState::resolved, FailedState::discarded}) {
        if (name == name_of(state)) return state;
    }
    return std::nullopt;
}

std::optional<FailedEventFilter::EventIds> event_ids_of(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots == text.npos) return std::nullopt;
    const auto number = [](std::string_view digits) -> std::optional<EventId> {
        std::int64_t value = 0;
        const auto [rest, fault] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (fault != std::errc() || rest != digits.data() + digits.size() || value < 0)
            return std::nullopt;
        return EventId{value};
    };
    const auto first = number(text.substr(0, dots));
    const auto last = number(text.substr(dots + 2));
    if (!first || !last || *last < *first) return std::nullopt;
    return FailedEventFilter::EventIds{*first, *last};
}

Result<FailedEventList> list_failed_events(FailedEvents& failed, const FailedEventFilter& filter,
                                           const PageRequest& page) {
    // Before the rows: what comes between the two is not counted as shown.
    const auto watermark = failed.measure(filter);
    if (!watermark) return std::unexpected(watermark.error());
    auto rows = failed.list(filter, page.below_id, page.limit + 1);
    if (!rows) return std::unexpected(rows.error());
    FailedEventList list{.rows = std::move(*rows), .watermark = *watermark, .next_page = {}};
    list.next_page = cut_to_page(list.rows, page);
    return list;
}

Result<std::vector<FailedEventGroup>> group_failed_events(FailedEvents& failed,
                                                          std::optional<FailedState> state) {
    return failed.groups(state, kGroupsMax);
}

Result<FailedEventView> show_failed_event(FailedEvents& failed, std::int64_t id) {
    auto found = failed.find(id);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fail(ErrorCode::rejected, fmt::format("there is no failed event {}", id));
    FailedEventView view{.record = std::move(**found)};
    const auto accepted = AcceptableText().check(view.record.event.body);
    view.is_acceptable_now = accepted.has_value();
    if (!accepted) view.acceptable_reason = accepted.error();
    return view;
}

Result<std::vector<std::int64_t>> retried_in_vain(FailedEvents& failed, EventQueue& queue) {
    const FailedEventFilter retried{.state = FailedState::retried};
    std::vector<std::int64_t> ids;
    for (PageRequest page;; page.below_id = ids.back()) {
        const auto rows = failed.list(retried, page.below_id, kRetriedAPiece);
        if (!rows) return std::unexpected(rows.error());
        for (const FailedEventRecord& row : *rows) ids.push_back(row.id);
        if (rows->size() < kRetriedAPiece) break;
    }
    if (ids.empty()) return ids;
    // After the rows were read: each had been sent before it was marked, so an empty queue is
    // done with it.
    const auto depth = queue.depth();
    if (!depth) return std::unexpected(depth.error());
    if (depth->undone() > 0) ids.clear();
    return ids;
}

Result<std::uint64_t> reopen_retried(FailedEvents& failed, EventQueue& queue) {
    const auto ids = retried_in_vain(failed, queue);
    if (!ids) return std::unexpected(ids.error());
    if (ids->empty()) return 0;
    if (const auto opened = failed.reopen(*ids); !opened) return std::unexpected(opened.error());
    return ids->size();
}

std::string json_text(const FailedEventList& list) {
    JsonList rows;
    for (const FailedEventRecord& row : list.rows) rows.add(object_of(row));
    JsonObject watermark;
    watermark.add("count", list.watermark.count).add("highest_id", list.watermark.highest_id);
    return JsonObject()
        .raw("failed_events", rows.text())
        .raw("watermark", watermark.text())
        .raw("page_token", token_json(list.next_page))
        .text();
}

std::string json_text(const std::vector<FailedEventGroup>& groups) {
    JsonList list;
    for (const FailedEventGroup& group : groups) {
        list.add(JsonObject()
                     .add("reason", group.reason)
                     .add("count", group.count)
                     .add("first_utc", std::optional(group.first_failed_at))
                     .add("last_utc", std::optional(group.last_failed_at)));
    }
    return JsonObject().raw("groups", list.text()).text();
}

std::string json_text(const FailedEventView& view) {
    JsonObject object = object_of(view.record);
    object.add("body", view.record.event.body);
    object.raw("edited_body",
               view.record.edited_body ? json_quote(*view.record.edited_body) : "null");
    object.raw("acceptable_now", view.is_acceptable_now ? "true" : "false")
        .add("acceptable_reason", view.acceptable_reason);
    return object.text();
}

}  // namespace scan
