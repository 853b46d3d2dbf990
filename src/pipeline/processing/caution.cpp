#include "pipeline/processing/caution.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

Caution::Caution(std::uint32_t receives_alone) : receives_alone_(receives_alone) {
    require(receives_alone >= 2, "a message on its first receive is never alone");
}

std::size_t Caution::redelivered_max(Instant now) const {
    return now < alone_until_ ? 1 : group_;
}

bool Caution::came_again(std::uint32_t receive_count, Instant now, Duration visibility_timeout) {
    require(receive_count >= 2, "a message that came again has two receives");
    if (wants_alone(receive_count)) {
        group_ = 1;
        alone_until_ = now + visibility_timeout;
        return true;
    }
    if (group_ < kFree) return false;
    group_ = 1;
    return true;
}

void Caution::succeeded(Instant now) {
    if (now >= alone_until_) group_ = std::min(2 * group_, kFree);
}

}  // namespace scan
