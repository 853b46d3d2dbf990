#include "adapters/http/testing/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace scan {
namespace {

void must(bool succeeded) {
    if (!succeeded) std::abort();
}

// A listening socket on a free port of 127.0.0.1.
int listen_anywhere(int& port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    must(::bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0);
    must(::listen(listener, 16) == 0);
    must(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port = ntohs(address.sin_port);
    return listener;
}

}  // namespace

bool RawConnection::wait(short events, int timeout_ms) {
    std::array<pollfd, 2> sockets = {pollfd{socket_, events, 0}, pollfd{stop_pipe_, POLLIN, 0}};
    must(::poll(sockets.data(), sockets.size(), timeout_ms) >= 0);
    return (sockets[1].revents == 0) && (sockets[0].revents != 0);
}

std::string RawConnection::read_request() {
    std::string request;
    char byte = 0;
    while (!request.ends_with("\r\n\r\n")) {
        if (!wait(POLLIN, -1) || ::recv(socket_, &byte, 1, 0) != 1) return {};
        request += byte;
    }
    return request;
}

bool RawConnection::write(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!wait(POLLOUT, -1)) return false;
        const ssize_t sent =
            ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawConnection::pause(std::chrono::milliseconds pause) {
    std::array<pollfd, 2> sockets = {pollfd{socket_, POLLIN, 0}, pollfd{stop_pipe_, POLLIN, 0}};
    return ::poll(sockets.data(), sockets.size(), static_cast<int>(pause.count())) == 0;
}

void RawConnection::hang() {
    std::array<char, 4096> ignored{};
    while (wait(POLLIN, -1) && ::recv(socket_, ignored.data(), ignored.size(), 0) > 0) {
    }
}

void RawConnection::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

RawServer::RawServer(std::function<void(RawConnection&)> serve)
    : listener_(listen_anywhere(port_)) {
    must(::pipe(stop_pipe_.data()) == 0);
    thread_ = std::jthread([this, serve = std::move(serve)] { accept_all(serve); });
}

RawServer::~RawServer() {
    ::close(stop_pipe_[1]);
    thread_.join();
    ::close(stop_pipe_[0]);
    ::close(listener_);
}

void RawServer::accept_all(const std::function<void(RawConnection&)>& serve) {
    for (;;) {
        std::array<pollfd, 2> sockets = {pollfd{listener_, POLLIN, 0},
                                         pollfd{stop_pipe_[0], POLLIN, 0}};
        must(::poll(sockets.data(), sockets.size(), -1) >= 0);
        if (sockets[1].revents != 0) return;
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) continue;
        RawConnection connection(socket, stop_pipe_[0]);
        serve(connection);
        ::close(socket);
    }
}

int closed_port() {
    int port = 0;
    ::close(listen_anywhere(port));
    return port;
}

}  // namespace scan
