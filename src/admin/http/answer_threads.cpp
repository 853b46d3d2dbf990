#include "admin/http/answer_threads.h"

namespace scan {

AnswerThreads::AnswerThreads(std::size_t waiting_max) : waiting_max_(waiting_max) {
    for (std::size_t i = 0; i < kThreads; ++i)
        threads_.emplace_back([this, i](const std::stop_token& stop) { run(i, stop); });
}

AnswerThreads::~AnswerThreads() {
    for (std::jthread& each : threads_) each.request_stop();
    threads_.clear();
}

bool AnswerThreads::add(Work work) {
    {
        const MutexLock lock(mutex_);
        if (waiting_.size() >= waiting_max_) return false;
        waiting_.push_back(std::move(work));
    }
    changed_.notify_one();
    return true;
}

void AnswerThreads::run(std::size_t thread, const std::stop_token& stop) {
    while (true) {
        Work work;
        {
            MutexLock lock(mutex_);
            changed_.wait(lock, stop, [this]() REQUIRES(mutex_) { return !waiting_.empty(); });
            if (stop.stop_requested()) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        work(thread);
    }
}

}  // namespace scan
