#pragma once

#include <algorithm>

namespace scan {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
#else
inline constexpr bool kIsSanitized = false;
#endif

// How often a test repeats itself: a sanitizer, under which everything takes ten times as long,
// sees in a tenth of the cases what there is to see of memory and threads. That a rule holds in all
// of them is for the builds that are quick.
constexpr int effort(int times) {
    return kIsSanitized ? std::max(1, times / 10) : times;
}

}  // namespace scan
