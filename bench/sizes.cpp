#include "bench/sizes.h"

#include <algorithm>
#include <cstdlib>

namespace scan::bench {

std::uint32_t divided(std::uint32_t size) {
    const char* const text = std::getenv("SCAN_BENCH_DIVISOR");
    const long divisor = text == nullptr ? 1 : std::strtol(text, nullptr, 10);
    // The loops take whole batches.
    constexpr std::uint32_t kUnit = kBatchEvents;
    return std::max(size / static_cast<std::uint32_t>(std::max(divisor, 1L)) / kUnit, 1U) * kUnit;
}

}  // namespace scan::bench
