#pragma once

#include "base/clock.h"
#include "base/mutex.h"

namespace scan {

// What the receivers of one process know together of a queue that is empty: one of them looks, and the others believe it. Any thread may
// call it.
class QueueLook final {
public:
    // How old a look may be that is believed. As long as the pause between two looks of one receiver gets.
    static constexpr Duration kBelieved = std::chrono::milliseconds(100);

    // Whether `receiver` is to look itself, because no other has just found nothing.
    bool is_due(const void* receiver, Instant now) const;
    void found_nothing(const void* receiver, Instant now);
    // Messages were found, or sent: everybody looks.
    void has_messages();

private:
    mutable Mutex mutex_;
    const void* receiver_ GUARDED_BY(mutex_) = nullptr;  // that found nothing last; nullptr: nobody
    Instant at_ GUARDED_BY(mutex_){};
};

}  // namespace scan
