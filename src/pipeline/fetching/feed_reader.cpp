#include "pipeline/fetching/feed_reader.h"

#include <algorithm>

namespace scan {

Result<FeedReader::Reading> FeedReader::read(EventId from, std::uint32_t limit,
                                             std::stop_token stop) {
    auto reply = feed_.fetch(from, limit, stop);
    const bool is_gone = reply && reply->kind == FeedReply::Kind::gone;
    was_gone_ = is_gone;
    if (is_gone) reply = feed_.fetch(EventId{1}, limit, stop);
    if (!reply) return std::unexpected(reply.error());
    if (reply->kind == FeedReply::Kind::too_large)
        return Reading{.page = {}, .is_gone = is_gone, .is_too_large = true};
    if (reply->kind == FeedReply::Kind::gone) {
        return fail(ErrorCode::denied,
                    "the feed answers 410 Gone even when asked from event 1; tell the worker where "
                    "it begins with `scan-event-worker cursor set ID`");
    }
    auto page = decoder_.decode(reply->body);
    if (!page) return std::unexpected(about(*reply, std::move(page.error())));
    const auto has_id = [](const PageEvent& event) { return event.event_id().has_value(); };
    if (!page->events().empty() && std::ranges::none_of(page->events(), has_id))
        return std::unexpected(about(
            *reply, {ErrorCode::rejected, "no event of the feed's page has a usable EventId"}));
    return Reading{.page = std::move(*page), .is_gone = is_gone, .is_too_large = false};
}

}  // namespace scan
