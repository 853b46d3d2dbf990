#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace scan {

// A port of 127.0.0.1 behind which a server's is, for tests to stand in the way. The destructor
// ends everything.
class TcpRelay final {
public:
    TcpRelay(std::string host, std::uint16_t port);
    ~TcpRelay();
    TcpRelay(const TcpRelay&) = delete;
    TcpRelay& operator=(const TcpRelay&) = delete;

    std::uint16_t port() const { return port_; }

    // Passes on nothing more, and accepts in silence, until `resume`.
    void pause() { is_paused_ = true; }
    void resume() { is_paused_ = false; }

    // Resets the connections there are.
    void cut() {
        is_to_cut_ = true;
        is_to_cut_.wait(true);
    }

private:
    struct Pair {
        int client;
        int server;
    };

    void run();
    void accept_one();
    bool pass_on(int from, int to) const;

    const std::string host_;
    const std::uint16_t server_port_;
    std::uint16_t port_ = 0;
    int listener_;  // after the port, which it finds
    std::atomic<bool> is_paused_ = false;
    std::atomic<bool> is_to_cut_ = false;
    std::atomic<bool> is_ending_ = false;
    std::vector<Pair> pairs_;
    std::thread thread_;
};

}  // namespace scan
