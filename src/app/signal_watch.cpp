#include "app/signal_watch.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <tuple>
#include <utility>

namespace scan {
namespace {

// Between the end of the grace and the end of the process: calls return, deliveries are released, the lease is given back.
constexpr Duration kLettingGo = std::chrono::seconds(2);

sigset_t watched_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGHUP);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    // Wakes the watch itself when it ends.
    ::sigaddset(&signals, SIGUSR1);
    return signals;
}

// As if the process had never looked at signals. The kernel spares process 1 that, which then ends by itself.
[[noreturn]] void end_at_once(int signal) {
    std::signal(signal, SIG_DFL);
    sigset_t mine;
    ::sigemptyset(&mine);
    ::sigaddset(&mine, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &mine, nullptr);
    ::raise(signal);
    constexpr int kEndedBySignal = 128;
    ::_exit(kEndedBySignal + signal);
}

}  // namespace

SignalWatch::SignalWatch(Clock& clock) : clock_(clock) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    const sigset_t signals = watched_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::jthread([this](const std::stop_token& end) { watch(end); });
}

SignalWatch::~SignalWatch() {
    thread_.request_stop();
    ::pthread_kill(thread_.native_handle(), SIGUSR1);
}

void SignalWatch::watch(const std::stop_token& end) {
    while (true) {
        const int signal = next_signal();
        if (end.stop_requested()) return;
        if (signal > 0 && signal != SIGUSR1) answer(signal);
        give_up();
    }
}

// Waits for one, until the deadline if there is one.
int SignalWatch::next_signal() {
    const sigset_t mine = watched_signals();
    int signal = 0;
    if (!deadline_) {
        ::sigwait(&mine, &signal);
        return signal;
    }
    const Duration left = std::max(*deadline_ - clock_.now(), Duration::zero());
    const auto whole = std::chrono::floor<std::chrono::seconds>(left);
    const timespec time{.tv_sec = whole.count(), .tv_nsec = (left - whole).count()};
    return ::sigtimedwait(&mine, nullptr, &time);
}

void SignalWatch::answer(int signal) {
    {
        const MutexLock lock(mutex_);
        if (!plan_) {
            // Not by stdio, whose lock the thread that ends may hold.
            std::ignore = ::write(STDERR_FILENO, last_word_.data(), last_word_.size());
            end_at_once(signal);
        }
        if (signal == SIGHUP) {
            if (plan_->reload) plan_->reload();
            return;
        }
        if (source_.stop_requested()) ::_exit(1);
        deadline_ = clock_.now() + plan_->grace + kLettingGo;
        plan_->tell(signal == SIGTERM ? "SIGTERM" : "SIGINT");
    }
    source_.request_stop();
}

void SignalWatch::give_up() {
    if (!deadline_ || clock_.now() < *deadline_) return;
    const MutexLock lock(mutex_);
    if (plan_) plan_->give_up();
    ::_exit(1);
}

GracefulStop::GracefulStop(SignalWatch& signals, StopPlan plan) : signals_(signals) {
    const MutexLock lock(signals_.mutex_);
    signals_.plan_ = std::move(plan);
}

GracefulStop::~GracefulStop() {
    const MutexLock lock(signals_.mutex_);
    signals_.plan_.reset();
}

LastWord::LastWord(SignalWatch& signals, std::string line) : signals_(signals) {
    const MutexLock lock(signals_.mutex_);
    signals_.last_word_ = std::move(line) + '\n';
}

LastWord::~LastWord() {
    const MutexLock lock(signals_.mutex_);
    signals_.last_word_.clear();
}

}  // namespace scan
