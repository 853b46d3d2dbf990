#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/listen_address.h"

namespace scan {

// An open socket that takes connections; closed, and a Unix socket's file removed, by the destructor.
class ListenSocket final {
public:
    // A Unix socket's file gets mode 0660; one that nobody listens on any more is replaced.
    //   denied: it cannot be listened there; the message names the address and says why.
    //   transient: another process listens there.
    // REQUIRES: the address is not off.
    static Result<ListenSocket> open(const ListenAddress& address);

    ~ListenSocket();
    ListenSocket(ListenSocket&& other) noexcept;
    ListenSocket& operator=(ListenSocket&&) = delete;

    int descriptor() const { return descriptor_; }
    // Where it listens: a port 0 has become the one that was free.
    const ListenAddress& address() const { return address_; }

private:
    ListenSocket(int descriptor, ListenAddress address)
        : descriptor_(descriptor), address_(std::move(address)) {}

    int descriptor_;
    ListenAddress address_;
};

}  // namespace scan
