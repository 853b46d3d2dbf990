#include "app/commands/cursor_target.h"

#include <algorithm>

#include "pipeline/event_page/event_page_decoder.h"

namespace scan {

Result<std::optional<EventId>> next_event_of(Feed& feed, EventId id, std::stop_token stop) {
    // From the id before: an exclusive feed would not show the event `id` itself otherwise.
    const EventId from{std::max<std::int64_t>(id.value - 1, 1)};
    constexpr std::uint32_t kLimit = 2;
    const auto reply = feed.fetch(from, kLimit, std::move(stop));
    if (!reply) return std::unexpected(reply.error());
    EventPageDecoder decoder;
    const auto page = decoder.decode(reply->body);
    if (!page) return std::unexpected(page.error());
    std::optional<EventId> next;
    for (const PageEvent& event : page->events()) {
        const auto found = event.event_id();
        if (found && *found >= id && (!next || *found < *next)) next = found;
    }
    return next;
}

}  // namespace scan
