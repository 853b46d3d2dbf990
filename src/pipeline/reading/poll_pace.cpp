#include "pipeline/poll_pace.h"

#include <algorithm>
#include <utility>

namespace scan {

Instant PollPace::next_after(Instant began, Instant now, std::size_t unknown) {
    const std::size_t before = std::exchange(unknown_before_, unknown);
    if (unknown == 0) return now + interval_;
    const bool is_end = unknown < before - before / 2;
    return is_end ? std::max(now, began + rest_) : now;
}

}  // namespace scan
