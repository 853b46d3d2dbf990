#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/mutex.h"

namespace scan {

// The threads that answer what may have to wait for the store. Any thread.
class AnswerThreads final {
public:
    static constexpr std::size_t kThreads = 2;
    // Is told which thread runs it: 0 or 1.
    using Work = std::function<void(std::size_t thread)>;

    explicit AnswerThreads(std::size_t waiting_max);
    // Waits for what is being answered; what waits is dropped.
    ~AnswerThreads();
    AnswerThreads(const AnswerThreads&) = delete;
    AnswerThreads& operator=(const AnswerThreads&) = delete;

    // false: as much waits already as may.
    bool add(Work work);

private:
    void run(std::size_t thread, const std::stop_token& stop);

    const std::size_t waiting_max_;
    Mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Work> waiting_ GUARDED_BY(mutex_);
    std::vector<std::jthread> threads_;
};

}  // namespace scan
