#include "pipeline/gap_probe.h"

#include <algorithm>

namespace scan {

Result<std::vector<EventId>> GapProbe::ask(EventId from, std::stop_token stop) {
    asked_at_ = clock_.now();
    const auto reply = feed_.fetch(from, 1, stop);
    if (!reply) return std::unexpected(reply.error());
    std::vector<EventId> ids;
    if (reply->kind == FeedReply::Kind::gone) return ids;
    const auto page = decoder_.decode(reply->body);
    if (!page) return std::unexpected(page.error());
    for (const PageEvent& event : page->events()) {
        if (event.event_id()) ids.push_back(*event.event_id());
    }
    return ids;
}

Result<std::optional<EventId>> GapProbe::oldest(std::stop_token stop) {
    const auto ids = ask(EventId{1}, stop);
    if (!ids) return std::unexpected(ids.error());
    if (ids->empty()) return std::nullopt;
    return std::ranges::min(*ids);
}

Result<bool> GapProbe::has_from(EventId id, std::stop_token stop) {
    const auto ids = ask(id, stop);
    if (!ids) return std::unexpected(ids.error());
    return std::ranges::any_of(*ids, [id](EventId found) { return found >= id; });
}

}  // namespace scan
