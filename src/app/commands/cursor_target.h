#pragma once

#include <optional>
#include <stop_token>

#include "domain/ids.h"
#include "pipeline/ports/feed.h"

namespace scan {

// The lowest EventId from `id` on that the feed shows now; nullopt: none. Asks once, for two events,
// because a feed may count the id that it is asked from or not. Errors: those of the feed, and
// `rejected` if the answer is no page.
Result<std::optional<EventId>> next_event_of(Feed& feed, EventId id, std::stop_token stop);

}  // namespace scan
