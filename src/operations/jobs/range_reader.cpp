#include "operations/jobs/range_reader.h"

#include <algorithm>

namespace scan {

Result<EventPage> RangeReader::next(std::stop_token stop) {
    // From the last that is known, because a feed may count the id that it is asked from or not.
    const auto reply = feed_.fetch(range_.after, page_limit_, std::move(stop));
    if (!reply) {
        // An answer that cannot be used may be another the next time.
        Error error = reply.error();
        if (error.code == ErrorCode::rejected) error.code = ErrorCode::transient;
        return std::unexpected(std::move(error));
    }
    if (reply->kind == FeedReply::Kind::gone)
        return fail(ErrorCode::rejected, "the feed has forgotten this range");
    if (reply->kind == FeedReply::Kind::too_large)
        return fail(ErrorCode::rejected, "a page of this range is too large");
    auto page = decoder_.decode(reply->body);
    if (page) return page;
    Error error = about(*reply, page.error());
    error.code = ErrorCode::transient;
    return std::unexpected(std::move(error));
}

std::vector<const PageEvent*> RangeReader::take(const EventPage& page) {
    std::vector<const PageEvent*> fresh;
    EventId highest = range_.after;
    for (const PageEvent& event : page.events()) {
        const auto id = event.event_id();
        if (!id || !range_.contains(*id)) continue;
        fresh.push_back(&event);
        highest = std::max(highest, *id);
    }
    is_at_end_ = fresh.empty() || highest >= range_.last;
    range_.after = highest;
    return fresh;
}

}  // namespace scan
