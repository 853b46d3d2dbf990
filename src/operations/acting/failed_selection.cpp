#include "operations/acting/failed_selection.h"

#include <algorithm>
#include <limits>

namespace scan {

Result<> FailedPieces::begin(FailedActResult& result) {
    if (is_by_id()) {
        auto& ids = selection_.ids;
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
        result.selected = {.count = ids.size(), .highest_id = ids.back()};
        return {};
    }
    selection_.filter.state = FailedState::open;
    const auto mark = measure(selection_.filter.up_to_id);
    if (!mark) return std::unexpected(mark.error());
    result.selected = *mark;
    selection_.filter.up_to_id = mark->highest_id;
    return {};
}

Result<std::vector<FailedEventRecord>> FailedPieces::next(FailedActResult& result) {
    if (is_by_id()) return next_by_id(result);
    auto rows = failed_.pick(selection_.filter, above_id_, kRowsMax);
    const bool has_others =
        retried_ == Retried::open && selection_.filter.state == FailedState::open;
    if (rows && rows->empty() && has_others) {
        selection_.filter.state = FailedState::retried;
        above_id_ = 0;
        rows = failed_.pick(selection_.filter, above_id_, kRowsMax);
    }
    if (rows && !rows->empty()) above_id_ = rows->back().id;
    return rows;
}

Result<std::vector<FailedEventRecord>> FailedPieces::next_by_id(FailedActResult& result) {
    std::vector<FailedEventRecord> rows;
    while (rows.size() < kRowsMax && ids_taken_ < selection_.ids.size()) {
        const std::int64_t id = selection_.ids[ids_taken_++];
        auto found = failed_.find(id);
        if (!found) return std::unexpected(found.error());
        if (!*found) {
            result.add({.id = id, .outcome = ActOutcome::not_found});
            continue;
        }
        FailedEventRecord& row = **found;
        switch (row.state) {
            case FailedState::open: rows.push_back(std::move(row)); break;
            case FailedState::retried:
                if (retried_ == Retried::open) {
                    rows.push_back(std::move(row));
                    break;
                }
                result.add(
                    {.id = id, .event_id = row.event.event_id, .outcome = ActOutcome::on_its_way});
                break;
            case FailedState::resolved:
            case FailedState::discarded:
                result.add(
                    {.id = id, .event_id = row.event.event_id, .outcome = ActOutcome::was_closed});
                break;
        }
    }
    return rows;
}

Result<> FailedPieces::end(FailedActResult& result) {
    if (is_by_id()) return {};
    const auto shown = measure(selection_.filter.up_to_id);
    if (!shown) return std::unexpected(shown.error());
    const auto now = measure(std::numeric_limits<std::int64_t>::max());
    if (!now) return std::unexpected(now.error());
    result.came_since = now->count - std::min(shown->count, now->count);
    return {};
}

Result<Watermark> FailedPieces::measure(std::int64_t up_to_id) {
    FailedEventFilter filter = selection_.filter;
    filter.up_to_id = up_to_id;
    filter.state = FailedState::open;
    const auto open = failed_.measure(filter);
    if (!open || retried_ != Retried::open) return open;
    filter.state = FailedState::retried;
    const auto retried = failed_.measure(filter);
    if (!retried) return retried;
    return Watermark{.count = open->count + retried->count,
                     .highest_id = std::max(open->highest_id, retried->highest_id)};
}

}  // namespace scan
