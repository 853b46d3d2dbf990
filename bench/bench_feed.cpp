#include "bench/bench_feed.h"

#include <cstdlib>

#include "pipeline/event_page.h"

namespace scan::bench {

const FeedSource& feed() {
    static const std::unique_ptr<FeedSource> source = [] {
        auto made = GeneratedFeed::make({.parcels = kParcels, .events = kEvents});
        if (!made) std::abort();
        return std::move(*made);
    }();
    return *source;
}

std::string page_text(std::size_t first, std::size_t count) {
    std::string page = R"({"ScanEvents":[)";
    for (std::size_t i = first; i < first + count; ++i) {
        if (i > first) page += ',';
        feed().append_event(i, page);
    }
    return page + "]}";
}

std::vector<ScanEvent> decoded_events(std::size_t first, std::size_t count) {
    EventPageDecoder decoder;
    const EventPage page = decoder.decode(page_text(first, count)).value();
    std::vector<ScanEvent> events;
    for (const PageEvent& event : page.events()) events.push_back(*event.event);
    return events;
}

}  // namespace scan::bench
