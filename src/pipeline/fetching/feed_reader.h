#pragma once

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/ports/feed.h"

namespace scan {

// Reads one page of the feed and decodes it. One thread.
class FeedReader {
public:
    struct Reading {
        EventPage page;
        // The feed has forgotten the id asked for: the page is its oldest one instead.
        bool is_gone = false;
        // The page was larger than the feed's bound, and is empty here.
        bool is_too_large = false;
    };

    explicit FeedReader(Feed& feed) : feed_(feed) {}

    // The feed's errors; and besides
    //   rejected: the page is no page of events, or none of its events has a usable id to go on from.
    //   denied: the feed has forgotten every id that can be asked for, or `from` and not what is older.
    Result<Reading> read(EventId from, std::uint32_t limit, std::stop_token stop);
    // As if the feed had answered that it has forgotten `from`.
    Result<Reading> read_from_first(EventId from, std::uint32_t limit, std::stop_token stop);
    // The last call asked for the feed's first page, whatever came of it, because it has forgotten the
    // id asked for.
    bool was_gone() const { return was_gone_; }

private:
    Result<Reading> reading_of(Result<FeedReply> reply, bool is_gone);

    Feed& feed_;
    EventPageDecoder decoder_;
    bool was_gone_ = false;
};

}  // namespace scan
