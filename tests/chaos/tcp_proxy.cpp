#include "tests/chaos/tcp_proxy.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace scan {

TcpProxy::TcpProxy(SocketAddress server)
    : server_(std::move(server)),
      listener_(listen_anywhere(port_)),
      waker_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

TcpProxy::~TcpProxy() {
    give({.reset = true, .end = true});
    thread_.join();
    ::close(listener_);
    ::close(waker_);
}

void TcpProxy::become(const Network& network) {
    give({.network = network});
}

void TcpProxy::reset_connections() {
    Network as_it_is;
    {
        const MutexLock lock(mutex_);
        as_it_is = orders_.network;
    }
    give({.network = as_it_is, .reset = true});
}

void TcpProxy::give(const Orders& orders) {
    MutexLock lock(mutex_);
    const std::uint64_t number = orders_.number + 1;
    orders_ = orders;
    orders_.number = number;
    wake();
    obeyed_.wait(lock, [&]() REQUIRES(mutex_) { return obeyed_number_ >= number; });
}

void TcpProxy::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(waker_, &one, sizeof one);
}

void TcpProxy::run() {
    while (obey()) wait();
}

bool TcpProxy::obey() {
    const MutexLock lock(mutex_);
    if (obeyed_number_ == orders_.number) return true;
    network_ = orders_.network;
    if (network_.weather == Weather::cutting) {
        for (ProxiedConnection& connection : open_) connection.begin_to_cut();
    }
    if (orders_.reset) {
        for (ProxiedConnection& connection : open_) connection.reset();
        open_.clear();
    }
    obeyed_number_ = orders_.number;
    obeyed_.notify_all();
    return !orders_.end;
}

void TcpProxy::wait() {
    SteadyTime now = std::chrono::steady_clock::now();
    const bool accepts = network_.weather != Weather::black_hole;
    std::vector<pollfd> sockets{{.fd = waker_, .events = POLLIN, .revents = 0},
                                {.fd = accepts ? listener_ : -1, .events = POLLIN, .revents = 0}};
    std::optional<SteadyTime> wake;
    for (const ProxiedConnection& connection : open_) {
        for (const pollfd& wish : connection.wishes(network_, now)) sockets.push_back(wish);
        const auto at = connection.wake();
        if (accepts && at && *at > now && (!wake || *at < *wake)) wake = at;
    }
    const auto left = [&] {
        return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*wake - now).count());
    };
    ::poll(sockets.data(), sockets.size(), wake ? left() : -1);

    std::uint64_t told = 0;
    [[maybe_unused]] const ssize_t count = ::read(waker_, &told, sizeof told);
    now = std::chrono::steady_clock::now();
    std::erase_if(open_,
                  [&](ProxiedConnection& connection) { return !connection.step(network_, now); });
    if (sockets[1].revents != 0) accept_all();
}

void TcpProxy::accept_all() {
    for (;;) {
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0) return;
        const int server = network_.weather == Weather::refusing ? -1 : connect_to(server_);
        if (server < 0) {
            close_with_reset(client);
            continue;
        }
        ++connections_;
        open_.emplace_back(client, server);
    }
}

}  // namespace scan
