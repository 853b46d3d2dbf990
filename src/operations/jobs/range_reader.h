#pragma once

#include <stop_token>
#include <vector>

#include "domain/id_range.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/ports/feed.h"

namespace scan {

// Reads a range of the feed page by page, by a person's word. One thread.
class RangeReader final {
public:
    RangeReader(Feed& feed, const IdRange& range, std::uint32_t page_limit)
        : feed_(feed), range_(range), page_limit_(page_limit), is_at_end_(range.is_empty()) {}

    bool is_at_end() const { return is_at_end_; }
    // Everything up to here was read.
    EventId position() const { return range_.after; }

    // The next page, to be given to `take`. It stays valid until the next call.
    // rejected: the feed has forgotten the range, or cannot show a page of it.
    // denied, stopped; transient, throttled: asking again is right.
    Result<EventPage> next(std::stop_token stop);

    // To be told of each page: returns which of its events were not read before, in its order.
    std::vector<const PageEvent*> take(const EventPage& page);

private:
    Feed& feed_;
    IdRange range_;  // what is left
    const std::uint32_t page_limit_;
    EventPageDecoder decoder_;
    bool is_at_end_;
};

}  // namespace scan
