#include "adapters/sql/write_gate.h"

#include <algorithm>

namespace scan {

bool WriteGate::enter(Duration timeout) {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = ++last_ticket_;
    waiting_.push_back(ticket);
    const bool entered =
        opened_.wait_for(lock, timeout, [&] { return is_open_ && waiting_.front() == ticket; });
    std::erase(waiting_, ticket);
    if (entered) {
        is_open_ = false;
    } else {
        // The next in line may have been waiting for this one.
        opened_.notify_all();
    }
    return entered;
}

void WriteGate::leave() {
    {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
    }
    opened_.notify_all();
}

}  // namespace scan
