#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/sizes.h"
#include "domain/parcel_summary.h"
#include "feed_server/generated_feed.h"

namespace scan::bench {

// The events that every benchmark works on: made once.
const FeedSource& feed();

// Fewer of the same kind, for feeds that answer slowly.
const FeedSource& far_feed();

// Fewer still, for the peers.
const FeedSource& peer_feed();

// `count` events from `first` on as a page of the feed.
std::string page_text(std::size_t first, std::size_t count, const FeedSource& source = feed());

// The same decoded.
std::vector<ScanEvent> decoded_events(std::size_t first, std::size_t count,
                                      const FeedSource& source = feed());

// The first `count` events, folded in batches of kBatchEvents.
std::vector<std::vector<ParcelSummary>> folded_batches(std::size_t count);

}  // namespace scan::bench
