#pragma once

#include "pipeline/event_page.h"
#include "pipeline/feed.h"

namespace scan {

// Reads one page of the feed and decodes it. One thread.
class FeedReader {
public:
    struct Reading {
        EventPage page;
        // The feed has forgotten the id asked for: the page is its oldest one instead.
        bool is_gone = false;
    };

    FeedReader(Feed& feed, std::uint32_t page_limit) : feed_(feed), page_limit_(page_limit) {}

    // The feed's errors; and besides
    //   rejected: the page is no page of events, or none of its events has a usable id to go on from.
    //   denied: the feed has forgotten every id that can be asked for.
    Result<Reading> read(EventId from, std::stop_token stop);

private:
    Feed& feed_;
    std::uint32_t page_limit_;
    EventPageDecoder decoder_;
};

}  // namespace scan
