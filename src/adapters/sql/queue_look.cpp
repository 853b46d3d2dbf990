#include "adapters/sql/queue_look.h"

namespace scan {

bool QueueLook::is_due(const void* receiver, Instant now) const {
    const MutexLock lock(mutex_);
    return receiver_ == nullptr || receiver_ == receiver || now >= at_ + kBelieved;
}

void QueueLook::found_nothing(const void* receiver, Instant now) {
    const MutexLock lock(mutex_);
    receiver_ = receiver;
    at_ = now;
}

void QueueLook::has_messages() {
    const MutexLock lock(mutex_);
    receiver_ = nullptr;
}

}  // namespace scan
