#include "adapters/sqlserver/testing/tcp_relay.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/sqlserver/testing/loopback_listener.h"

namespace scan {
namespace {

constexpr int kLookMs = 5;  // how long a command may go unnoticed

int connected_socket(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return -1;
    int connected = -1;
    for (const addrinfo* one = found; one != nullptr && connected < 0; one = one->ai_next) {
        connected = ::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(connected, one->ai_addr, one->ai_addrlen) != 0) {
            ::close(connected);
            connected = -1;
        }
    }
    ::freeaddrinfo(found);
    return connected;
}

void close_with_reset(int socket) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket);
}

}  // namespace

TcpRelay::TcpRelay(std::string host, std::uint16_t port)
    : host_(std::move(host)),
      server_port_(port),
      listener_(loopback_listener(port_)),
      thread_([this] { run(); }) {}

TcpRelay::~TcpRelay() {
    is_ending_ = true;
    thread_.join();
    for (const Pair& pair : pairs_) {
        ::close(pair.client);
        ::close(pair.server);
    }
    ::close(listener_);
}

void TcpRelay::run() {
    while (!is_ending_) {
        if (is_to_cut_) {
            for (const Pair& pair : pairs_) {
                close_with_reset(pair.client);
                close_with_reset(pair.server);
            }
            pairs_.clear();
            is_to_cut_ = false;
            is_to_cut_.notify_all();
        }
        if (is_paused_) {
            ::poll(nullptr, 0, kLookMs);
            continue;
        }
        std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
        for (const Pair& pair : pairs_) {
            sockets.push_back({pair.client, POLLIN, 0});
            sockets.push_back({pair.server, POLLIN, 0});
        }
        if (::poll(sockets.data(), sockets.size(), kLookMs) <= 0) continue;
        std::vector<Pair> alive;
        for (std::size_t i = 0; i < pairs_.size(); ++i) {
            const Pair pair = pairs_[i];
            const bool goes_on =
                (sockets[2 * i + 1].revents == 0 || pass_on(pair.client, pair.server)) &&
                (sockets[2 * i + 2].revents == 0 || pass_on(pair.server, pair.client));
            if (goes_on) {
                alive.push_back(pair);
            } else {
                ::close(pair.client);
                ::close(pair.server);
            }
        }
        pairs_ = std::move(alive);
        if (sockets[0].revents != 0) accept_one();
    }
}

void TcpRelay::accept_one() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = connected_socket(host_, server_port_);
    if (client < 0 || server < 0) {
        if (client >= 0) ::close(client);
        if (server >= 0) ::close(server);
        return;
    }
    pairs_.push_back({client, server});
}

bool TcpRelay::pass_on(int from, int to) const {
    std::array<char, 65536> bytes;
    const ssize_t count = ::recv(from, bytes.data(), bytes.size(), 0);
    for (ssize_t sent = 0; sent < count;) {
        const ssize_t some =
            ::send(to, bytes.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
        if (some <= 0) return false;
        sent += some;
    }
    return count > 0;
}

}  // namespace scan
