#pragma once

#include <cstdint>
#include <string>

namespace scan {

// The place at which a server of this machine listens: a Unix socket, or a port of 127.0.0.1.
struct SocketAddress {
    std::string path = {};
    std::uint16_t port = 0;  // looked at if there is no path
};

// The port of 127.0.0.1 behind the last colon of an origin: http://127.0.0.1:8080.
SocketAddress address_of(const std::string& origin);

// Begins to connect. The socket does not block; -1: nobody listens there, or too many wait already.
int connect_to(const SocketAddress& address);

// Listens at a free port of 127.0.0.1, which it writes to `port`. Throws std::runtime_error.
int listen_anywhere(std::uint16_t& port);

// The other end sees the connection break, not end.
void close_with_reset(int socket);

}  // namespace scan
