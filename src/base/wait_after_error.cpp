#include "base/wait_after_error.h"

#include <algorithm>
#include <utility>

namespace scan {

Duration WaitAfterError::after(const Error& error) {
    is_on_ = true;
    const Duration delay = error.code == ErrorCode::denied ? asked_max_ : backoff_.next();
    return std::max(delay, std::min(error.retry_after.value_or(Duration::zero()), asked_max_));
}

bool WaitAfterError::end() {
    backoff_.reset();
    return std::exchange(is_on_, false);
}

}  // namespace scan
