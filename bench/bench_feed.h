#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/parcel_summary.h"
#include "feed_server/generated_feed.h"

namespace scan::bench {

inline constexpr std::uint32_t kEvents = 1'000'000;
inline constexpr std::uint32_t kParcels = 250'000;
inline constexpr std::size_t kPageEvents = 1'000;
inline constexpr std::size_t kBatchEvents = 5'000;

// The events that every benchmark works on: made once.
const FeedSource& feed();

// `count` events from `first` on as a page of the feed.
std::string page_text(std::size_t first, std::size_t count);

// The same decoded.
std::vector<ScanEvent> decoded_events(std::size_t first, std::size_t count);

// The first `count` events, folded in batches of kBatchEvents.
std::vector<std::vector<ParcelSummary>> folded_batches(std::size_t count);

}  // namespace scan::bench
