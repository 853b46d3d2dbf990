#include "pipeline/fetching/feed_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace scan {

Result<FeedReader::Reading> FeedReader::read(EventId from, std::uint32_t limit,
                                             std::stop_token stop) {
    auto reply = feed_.fetch(from, limit, stop);
    was_gone_ = reply && reply->kind == FeedReply::Kind::gone;
    if (was_gone_) return read_from_first(from, limit, std::move(stop));
    return reading_of(std::move(reply), /*is_gone=*/false);
}

Result<FeedReader::Reading> FeedReader::read_from_first(EventId from, std::uint32_t limit,
                                                        std::stop_token stop) {
    auto reading = reading_of(feed_.fetch(EventId{1}, limit, std::move(stop)), /*is_gone=*/true);
    if (!reading) return reading;
    const auto& events = reading->page.events();
    const auto highest = std::ranges::max_element(events, {}, &PageEvent::event_id);
    if (highest == events.end() || highest->event_id() > from) return reading;
    return fail(
        ErrorCode::denied,
        fmt::format("the feed no longer has event {}, but older ones, {} among them; tell the "
                    "worker where to go on with `scan-event-worker cursor set ID`",
                    from.value, highest->event_id()->value));
}

Result<FeedReader::Reading> FeedReader::reading_of(Result<FeedReply> reply, bool is_gone) {
    if (!reply) return std::unexpected(std::move(reply.error()));
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
