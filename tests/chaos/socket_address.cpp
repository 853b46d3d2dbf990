#include "tests/chaos/socket_address.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

namespace scan {
namespace {

constexpr int kWaitingMax = 128;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int begin_connection(int family, const sockaddr* address, socklen_t size) {
    const int connection = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connection < 0) return -1;
    if (::connect(connection, address, size) == 0 || errno == EINPROGRESS) return connection;
    ::close(connection);
    return -1;
}

}  // namespace

SocketAddress address_of(const std::string& origin) {
    return {.port = static_cast<std::uint16_t>(std::stoul(origin.substr(origin.rfind(':') + 1)))};
}

int connect_to(const SocketAddress& address) {
    if (address.path.empty()) {
        const sockaddr_in port = loopback(address.port);
        return begin_connection(AF_INET, reinterpret_cast<const sockaddr*>(&port), sizeof port);
    }
    sockaddr_un path{};
    path.sun_family = AF_UNIX;
    if (address.path.size() >= sizeof path.sun_path) return -1;
    address.path.copy(path.sun_path, address.path.size());
    return begin_connection(AF_UNIX, reinterpret_cast<const sockaddr*>(&path), sizeof path);
}

int listen_anywhere(std::uint16_t& port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (listener < 0 || ::bind(listener, any, size) != 0 || ::listen(listener, kWaitingMax) != 0 ||
        ::getsockname(listener, any, &size) != 0) {
        throw std::runtime_error("no port to listen at");
    }
    port = ntohs(address.sin_port);
    return listener;
}

void close_with_reset(int socket) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket);
}

}  // namespace scan
