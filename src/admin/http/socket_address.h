#pragma once

#include <sys/socket.h>

#include "base/listen_address.h"

namespace scan {

// An address as the system's calls take it.
struct SystemAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }
    int family() const { return storage.ss_family; }
};

// REQUIRES: the address is not off.
SystemAddress system_address(const ListenAddress& address);

}  // namespace scan
