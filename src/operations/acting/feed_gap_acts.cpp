#include "operations/acting/feed_gap_acts.h"

#include <fmt/format.h>

#include "base/json_object.h"

namespace scan {
namespace {

JsonObject object_of(const FeedGapRecord& row) {
    return JsonObject()
        .add("id", row.id)
        .add("after_event_id", row.gap.after_event_id.value)
        .add("before_event_id", row.gap.before_event_id.value)
        .add("ids_max", ids_max(row.gap))
        .raw("proven", row.gap.is_proven ? "true" : "false")
        .add("noticed_at_utc", std::optional(row.noticed_at))
        .add("state", name_of(row.state))
        .add("closed_at_utc", row.closed_at);
}

Result<FeedGapRecord> find_gap(FeedGaps& gaps, std::int64_t id) {
    const auto found = gaps.find(id);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fail(ErrorCode::rejected, fmt::format("there is no feed gap {}", id));
    return **found;
}

Result<GapAcknowledgement> acknowledge(FeedGaps& gaps, std::int64_t id) {
    const auto closed = gaps.close(id, GapState::acknowledged);
    if (!closed) return std::unexpected(closed.error());
    const auto gap = find_gap(gaps, id);
    if (!gap) return std::unexpected(gap.error());
    return GapAcknowledgement{.gap = *gap, .was_closed = !*closed};
}

}  // namespace

std::string_view name_of(GapState state) {
    switch (state) {
        case GapState::open: return "open";
        case GapState::acknowledged: return "acknowledged";
        case GapState::filled: return "filled";
    }
    return {};
}

std::optional<GapState> gap_state_of(std::string_view name) {
    for (const GapState state : {GapState::open, GapState::acknowledged, GapState::filled}) {
        if (name == name_of(state)) return state;
    }
    return std::nullopt;
}

Result<FeedGapList> list_feed_gaps(FeedGaps& gaps, std::optional<GapState> state,
                                   const PageRequest& page) {
    auto rows = gaps.list(state, page.below_id, page.limit + 1);
    if (!rows) return std::unexpected(rows.error());
    FeedGapList list{.rows = std::move(*rows), .next_page = {}};
    list.next_page = cut_to_page(list.rows, page);
    return list;
}

Result<GapAcknowledgement> acknowledge_feed_gap(FeedGaps& gaps, AuditLog& audit, const Act& act,
                                                std::int64_t id) {
    // First, so that a wrong id leaves no line.
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    const auto gap = find_gap(gaps, id);
    if (!gap) return std::unexpected(gap.error());
    if (act.is_dry_run)
        return GapAcknowledgement{
            .gap = *gap, .is_dry_run = true, .was_closed = gap->state != GapState::open};
    return audited(
        audit, act, fmt::format("gaps acknowledge {}", id), [&] { return acknowledge(gaps, id); },
        [](const GapAcknowledgement& done) -> std::string {
            return done.was_closed ? "it was closed already" : "acknowledged";
        });
}

std::int64_t ids_max(const FeedGap& gap) {
    return gap.before_event_id.value - gap.after_event_id.value - 1;
}

std::string json_text(const FeedGapList& list) {
    JsonList rows;
    for (const FeedGapRecord& row : list.rows) rows.add(object_of(row));
    return JsonObject()
        .raw("feed_gaps", rows.text())
        .raw("page_token", token_json(list.next_page))
        .text();
}

std::string json_text(const GapAcknowledgement& done) {
    return JsonObject()
        .raw("dry_run", done.is_dry_run ? "true" : "false")
        .raw("was_closed", done.was_closed ? "true" : "false")
        .raw("feed_gap", object_of(done.gap).text())
        .text();
}

}  // namespace scan
