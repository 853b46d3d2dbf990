#pragma once

#include <mutex>

// Which mutex guards what, for readers and for clang's thread safety analysis
// (clang.llvm.org/docs/ThreadSafetyAnalysis.html), whose warnings are errors in the builds with
// clang. The names are those of that page; g++ sees nothing of them.
#if defined(__clang__)
#define SCAN_ANNOTATION(attribute) __attribute__((attribute))
#else
#define SCAN_ANNOTATION(attribute)
#endif
// Of a member: it is read and written only while the mutex is held.
#define GUARDED_BY(mutex) SCAN_ANNOTATION(guarded_by(mutex))
// Of a function: its caller holds the mutex.
#define REQUIRES(mutex) SCAN_ANNOTATION(requires_capability(mutex))
// Of a function: it takes the mutex, or gives it back.
#define ACQUIRE(...) SCAN_ANNOTATION(acquire_capability(__VA_ARGS__))
#define RELEASE(...) SCAN_ANNOTATION(release_capability(__VA_ARGS__))

namespace scan {

// A std::mutex that the analysis knows: libstdc++'s says nothing about itself.
class SCAN_ANNOTATION(capability("mutex")) Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void lock() ACQUIRE() { mutex_.lock(); }
    void unlock() RELEASE() { mutex_.unlock(); }

private:
    std::mutex mutex_;
};

// Holds the mutex until the end of its scope. A std::condition_variable_any can wait with it.
class SCAN_ANNOTATION(scoped_lockable) MutexLock {
public:
    explicit MutexLock(Mutex& mutex) ACQUIRE(mutex) : mutex_(mutex) { lock(); }
    ~MutexLock() RELEASE() {
        if (is_held_) mutex_.unlock();
    }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

    // To let others in for a while.
    void unlock() RELEASE() {
        is_held_ = false;
        mutex_.unlock();
    }
    void lock() ACQUIRE() {
        mutex_.lock();
        is_held_ = true;
    }

private:
    Mutex& mutex_;
    bool is_held_ = false;
};

}  // namespace scan
