#include "pipeline/reading/poll_pace.h"

#include <algorithm>
#include <utility>

namespace scan {

Instant PollPace::next_after(Instant began, Instant now, std::size_t unknown,
                             bool fills_a_message) {
    const std::size_t before = std::exchange(unknown_before_, unknown);
    if (unknown == 0) return now + interval_;
    const bool is_end = !fills_a_message && 2 * unknown < before;
    return is_end ? std::max(now, began + rest_) : now;
}

}  // namespace scan
