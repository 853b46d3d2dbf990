#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace scan {

// A server on a free port of 127.0.0.1 that answers nothing: it ends each connection at once, until it is told to keep them open in
// silence.
class MuteServer final {
public:
    MuteServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, SOMAXCONN) != 0 || ::pipe2(wake_.data(), O_CLOEXEC) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            throw std::runtime_error("no port");
        }
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }
    ~MuteServer() {
        [[maybe_unused]] const auto written = ::write(wake_[1], "", 1);
        thread_.join();
        for (const int connection : kept_) ::close(connection);
        for (const int file : {listener_, wake_[0], wake_[1]}) ::close(file);
    }
    MuteServer(const MuteServer&) = delete;
    MuteServer& operator=(const MuteServer&) = delete;

    std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

    void keep_connections() { keeps_ = true; }
    void end_connections() { keeps_ = false; }
    std::size_t connections_kept() const { return kept_count_; }

private:
    void serve() {
        std::array<pollfd, 2> entries{pollfd{listener_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
        while (::poll(entries.data(), entries.size(), -1) >= 0 && entries[1].revents == 0) {
            const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection < 0) continue;
            if (keeps_) {
                kept_.push_back(connection);
                kept_count_ = kept_.size();
            } else {
                ::close(connection);
            }
        }
    }

    int listener_;
    std::array<int, 2> wake_{};
    int port_ = 0;
    std::atomic<bool> keeps_ = false;
    std::vector<int> kept_;  // the thread's until it has ended
    std::atomic<std::size_t> kept_count_ = 0;
    std::jthread thread_;
};

}  // namespace scan
