#include "pipeline/gap_probe.h"

#include <algorithm>
#include <utility>

namespace scan {

void GapProbe::doubt() {
    is_next_ = false;
    saw_the_end_ = false;
}

Result<GapProbe::Finding> GapProbe::examine(std::optional<EventId> read_up_to,
                                            const PageIntake& page, bool is_gone,
                                            std::stop_token stop) {
    const Instant now = clock_.now();
    // A process may have been suspended without noticing it: then its keeper renewed the lease before the poller looked.
    if (examined_at_ && now - *examined_at_ >= kInterval) doubt();
    examined_at_ = now;
    const bool is_suspect = is_gone || (!page.has_cursor && (!page.fresh.empty() || !page.highest));
    Finding finding;
    if (is_suspect && read_up_to && !saw_the_end_) {
        // An exclusive feed looks suspect on every page; while it answers without a break, one question a minute is enough.
        const bool can_wait = is_next_ && (is_explained_ || page.fresh.empty());
        if (is_gone || !can_wait || is_due()) {
            const auto found = ask_for_oldest(*read_up_to, page, is_gone, stop);
            if (!found) return std::unexpected(found.error());
            finding = *found;
        }
    } else {
        saw_the_end_ = !page.brought_unknown();
    }
    is_next_ = true;
    return finding;
}

Result<GapProbe::Finding> GapProbe::ask_for_oldest(EventId cursor, const PageIntake& page,
                                                   bool is_gone, std::stop_token stop) {
    Result<std::vector<EventId>> first;
    if (!is_gone) {
        first = ask(EventId{1}, stop);
    } else if (page.highest) {
        first->push_back(page.lowest);
    }
    if (!first) return std::unexpected(first.error());
    // A feed that is empty altogether, or was filled meanwhile, may have forgotten something: its next page is in doubt too.
    is_explained_ = false;
    Finding finding;
    if (first->empty()) return finding;
    const EventId oldest = std::ranges::min(*first);
    if (!page.fresh.empty()) {
        const EventId before = std::min(oldest, page.fresh.front());
        // Neighbouring ids have nothing between them that could be lost.
        is_explained_ = before.value <= cursor.value + 1;
        if (!is_explained_)
            finding.gap = FeedGap{.after_event_id = cursor, .before_event_id = before};
        return finding;
    }
    if (oldest > cursor) return finding;

    // An exclusive feed shows its last event only when asked from below it; where that event is also its oldest, below may be gone.
    if (oldest < cursor) {
        const EventId below{cursor.value - 1};
        const auto ids = ask(below, stop);
        if (!ids) return std::unexpected(ids.error());
        finding.is_reset = std::ranges::none_of(*ids, [&](EventId id) { return id >= below; });
    }
    is_explained_ = true;
    saw_the_end_ = true;
    return finding;
}

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

}  // namespace scan
