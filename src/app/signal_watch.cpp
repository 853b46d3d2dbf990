#include "app/signal_watch.h"

#include <unistd.h>

#include <csignal>
#include <ctime>

namespace scan {
namespace {

sigset_t watched_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    // Wakes the watch itself when it ends.
    ::sigaddset(&signals, SIGUSR1);
    return signals;
}

}  // namespace

SignalWatch::SignalWatch() {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = watched_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::jthread([this](std::stop_token end) {
        const sigset_t mine = watched_signals();
        while (true) {
            int signal = 0;
            ::sigwait(&mine, &signal);
            if (end.stop_requested()) return;
            if (signal == SIGUSR1) continue;
            if (source_.stop_requested()) ::_exit(1);
            source_.request_stop();
        }
    });
}

SignalWatch::~SignalWatch() {
    thread_.request_stop();
    ::pthread_kill(thread_.native_handle(), SIGUSR1);
}

}  // namespace scan
