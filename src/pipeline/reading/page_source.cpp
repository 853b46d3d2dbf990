#include "pipeline/reading/page_source.h"

#include <algorithm>
#include <utility>

#include "pipeline/fetching/feed_lane.h"

namespace scan {
namespace {

// For the page of the next poll, which a lane has asked for, if nothing else can be asked.
constexpr Duration kAheadWait = std::chrono::milliseconds(1);

bool shows_above(const EventPage& page, EventId position) {
    return std::ranges::any_of(
        page.events(), [position](const PageEvent& event) { return event.event_id() > position; });
}

}  // namespace

PageSource::PageSource(Feed& feed, Clock& clock, PollerObserver& observer, std::uint32_t page_limit,
                       const LaneSettings& lanes)
    : clock_(clock), observer_(observer), feed_(feed), limit_(page_limit), ahead_(lanes) {}

Result<PageSource::Page> PageSource::read(EventId position, Asked asked, std::stop_token stop) {
    // One backoff for all who ask.
    if (auto failure = ahead_.take_failure()) return std::unexpected(std::move(*failure));
    if (auto page = ahead_.take(position)) {
        return Page{.reading = {.page = std::move(page->page)},
                    .asked_at = page->asked_at,
                    .asked_utc = page->asked_utc,
                    .took = page->took,
                    .was_read_ahead = true};
    }
    const Instant began = clock_.now();
    const UtcTime began_utc = clock_.utc_now();
    ahead_.reader_asks(position);
    auto reading = ask(position, asked, std::move(stop));
    if (!reading) {
        ahead_.reader_failed();
        return std::unexpected(std::move(reading.error()));
    }
    return Page{.reading = std::move(*reading),
                .asked_at = began,
                .asked_utc = began_utc,
                .took = clock_.now() - began};
}

Result<FeedReader::Reading> PageSource::ask(EventId position, Asked asked, std::stop_token stop) {
    while (true) {
        auto reading = asked == Asked::first_page
                           ? feed_.read_from_first(position, limit_.get(), stop)
                           : feed_.read(position, limit_.get(), stop);
        if (!reading || !reading->is_too_large) {
            if (reading) limit_.grow(shows_above(reading->page, position));
            return reading;
        }
        if (limit_.is_least())
            return fail(ErrorCode::rejected,
                        "a page of two events is larger than feed.page_bytes_max");
        limit_.halve();
        if (!std::exchange(told_too_large_, true)) observer_.page_too_large(limit_.get());
    }
}

Instant PageSource::read_ahead(std::stop_token stop) {
    const bool has_asked =
        scan::read_ahead(ahead_, PagesAhead::Asker::reader, feed_, clock_, std::move(stop));
    return clock_.now() + (has_asked ? Duration::zero() : kAheadWait);
}

}  // namespace scan
