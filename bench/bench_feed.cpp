#include "bench/bench_feed.h"

#include <cstdlib>

#include "pipeline/event_page/event_page_decoder.h"

namespace scan::bench {

static std::unique_ptr<FeedSource> make_feed(std::uint32_t parcels, std::uint32_t events) {
    auto made = GeneratedFeed::make({.parcels = parcels, .events = events});
    if (!made) std::abort();
    return std::move(*made);
}

const FeedSource& feed() {
    static const auto source = make_feed(kParcels, kEvents);
    return *source;
}

const FeedSource& far_feed() {
    static const auto source = make_feed(kFarParcels, kFarEvents);
    return *source;
}

const FeedSource& peer_feed() {
    static const auto source = make_feed(kPeerParcels, kPeerEvents);
    return *source;
}

std::string page_text(std::size_t first, std::size_t count, const FeedSource& source) {
    std::string page = R"({"ScanEvents":[)";
    for (std::size_t i = first; i < first + count; ++i) {
        if (i > first) page += ',';
        source.append_event(i, page);
    }
    return page + "]}";
}

std::vector<ScanEvent> decoded_events(std::size_t first, std::size_t count,
                                      const FeedSource& source) {
    EventPageDecoder decoder;
    const EventPage page = decoder.decode(page_text(first, count, source)).value();
    std::vector<ScanEvent> events;
    for (const PageEvent& event : page.events()) events.push_back(*event.event);
    return events;
}

std::vector<std::vector<ParcelSummary>> folded_batches(std::size_t count) {
    std::vector<std::vector<ParcelSummary>> batches;
    for (std::size_t first = 0; first < count; first += kBatchEvents) {
        const std::vector<ScanEvent> events = decoded_events(first, kBatchEvents);
        std::vector<const ScanEvent*> pointers;
        for (const ScanEvent& event : events) pointers.push_back(&event);
        batches.push_back(fold(pointers));
    }
    return batches;
}

}  // namespace scan::bench
