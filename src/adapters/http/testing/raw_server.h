#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace scan {

// One accepted connection of a RawServer. Each call returns false once the peer has gone or the
// server is being destroyed.
class RawConnection final {
public:
    RawConnection(int socket, int stop_pipe) : socket_(socket), stop_pipe_(stop_pipe) {}

    // The next request's line and headers; "" if none comes any more.
    std::string read_request();

    bool write(std::string_view bytes);

    // Waits for as long as the peer says nothing and stays; for `pause` at most.
    bool pause(std::chrono::milliseconds pause);

    // Waits until the peer has gone.
    void hang();

    // Ends the connection with a TCP reset.
    void reset();

private:
    bool wait(short events, int timeout_ms);

    int socket_;
    int stop_pipe_;
};

// A server on 127.0.0.1 whose every byte is the test's. It serves one connection at a time with
// `serve` and closes it after that. The destructor ends everything.
class RawServer final {
public:
    explicit RawServer(std::function<void(RawConnection&)> serve);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    int port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    void accept_all(const std::function<void(RawConnection&)>& serve);

    int port_ = 0;
    int listener_;
    std::array<int, 2> stop_pipe_{};
    std::jthread thread_;
};

// A port of 127.0.0.1 on which nobody listens.
int closed_port();

}  // namespace scan
