#include "adapters/sql/write_gate.h"

#include <algorithm>

namespace scan {
namespace {

// Between two looks whether another process has left. Nothing tells of that.
constexpr auto kLookPause = std::chrono::milliseconds(1);

}  // namespace

Result<> WriteGate::enter(Duration timeout) {
    const Deadline deadline = std::chrono::steady_clock::now() + timeout;
    if (!take_turn(deadline))
        return fail(ErrorCode::transient, "other threads of this worker are still writing");
    auto entered = enter_among_processes(deadline);
    if (!entered) end_turn();
    return entered;
}

void WriteGate::leave() {
    if (between_processes_) between_processes_->leave();
    end_turn();
}

bool WriteGate::take_turn(Deadline deadline) {
    MutexLock lock(mutex_);
    const std::uint64_t ticket = ++last_ticket_;
    waiting_.push_back(ticket);
    const bool is_ours = opened_.wait_until(
        lock, deadline, [&]() REQUIRES(mutex_) { return is_open_ && waiting_.front() == ticket; });
    std::erase(waiting_, ticket);
    if (is_ours) {
        is_open_ = false;
    } else {
        // The next in line may have been waiting for this one.
        opened_.notify_all();
    }
    return is_ours;
}

void WriteGate::end_turn() {
    {
        const MutexLock lock(mutex_);
        is_open_ = true;
    }
    opened_.notify_all();
}

Result<> WriteGate::enter_among_processes(Deadline deadline) {
    if (!between_processes_) return {};
    for (;;) {
        const auto entered = between_processes_->try_enter();
        if (!entered) return std::unexpected(entered.error());
        if (*entered) return {};
        if (std::chrono::steady_clock::now() >= deadline)
            return fail(ErrorCode::transient, "another process is still writing");
        MutexLock lock(mutex_);
        opened_.wait_for(lock, kLookPause);
    }
}

}  // namespace scan
