#pragma once

#include <cstddef>
#include <cstdint>

namespace scan::bench {

// How much is measured. SCAN_BENCH_DIVISOR=100 makes all of it a hundredth, for a quick look whose
// figures say nothing: at that size starting a process takes longer than its work.
std::uint32_t divided(std::uint32_t size);

// Of the whole ways.
inline const std::uint32_t kEvents = divided(1'000'000);
inline const std::uint32_t kParcels = kEvents / 4;

// Of the stores.
inline const std::uint32_t kStoreEvents = divided(500'000);

// Of the tables that have grown, and how many events then come to each.
inline const std::uint32_t kFewParcels = divided(100'000);
inline const std::uint32_t kManyParcels = divided(10'000'000);
inline const std::uint32_t kSpreadEvents = divided(200'000);

// Of feeds that answer slowly.
inline const std::uint32_t kFarEvents = divided(200'000);
inline const std::uint32_t kFarParcels = kFarEvents / 4;

// Of the peers, which need minutes for a million.
inline const std::uint32_t kPeerEvents = divided(100'000);
inline const std::uint32_t kPeerParcels = kPeerEvents / 4;

inline constexpr std::size_t kPageEvents = 1'000;
inline constexpr std::size_t kBatchEvents = 10'000;

}  // namespace scan::bench
