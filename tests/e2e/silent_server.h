#pragma once

#include <cstdint>

namespace scan {

// A server on loopback that lets clients connect and never says a word.
class SilentServer final {
public:
    SilentServer();
    ~SilentServer();
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    std::uint16_t port() const { return port_; }

    // Somebody has connected; waits until then, or until it has waited long enough.
    bool is_asked() const;

private:
    int listener_;
    std::uint16_t port_ = 0;
};

}  // namespace scan
