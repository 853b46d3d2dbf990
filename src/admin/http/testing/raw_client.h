#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/listen_address.h"

namespace scan {

// A client that sends exactly what it is told, and says what came back, as it came.
class RawClient final {
public:
    explicit RawClient(const ListenAddress& address) {
        if (address.kind == ListenAddress::Kind::unix_socket) {
            sockaddr_un where{};
            where.sun_family = AF_UNIX;
            std::memcpy(where.sun_path, address.path.c_str(), address.path.size() + 1);
            connect(AF_UNIX, reinterpret_cast<sockaddr*>(&where), sizeof where);
        } else if (address.host == "::1") {
            sockaddr_in6 where{};
            where.sin6_family = AF_INET6;
            where.sin6_port = htons(address.port);
            where.sin6_addr = in6addr_loopback;
            connect(AF_INET6, reinterpret_cast<sockaddr*>(&where), sizeof where);
        } else {
            sockaddr_in where{};
            where.sin_family = AF_INET;
            where.sin_port = htons(address.port);
            where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            connect(AF_INET, reinterpret_cast<sockaddr*>(&where), sizeof where);
        }
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    // All that comes until `end` is in it, the server ends the connection, or nothing came for half a minute.
    std::string read_until(std::string_view end) {
        while (end.empty() || got_.find(end) == std::string::npos) {
            if (!read_some()) break;
        }
        return got_;
    }
    std::string read_to_end() { return read_until(""); }
    // One answer, by its length.
    std::string read_answer() {
        read_until("\r\n\r\n");
        const std::size_t head = got_.find("\r\n\r\n");
        if (head == std::string::npos) return std::exchange(got_, "");
        const std::size_t at = got_.find("Content-Length: ");
        const std::size_t length = at < head ? std::stoul(got_.substr(at + 16)) : 0;
        while (got_.size() < head + 4 + length && read_some()) {
        }
        std::string answer = got_.substr(0, head + 4 + length);
        got_.erase(0, answer.size());
        return answer;
    }
    // The server ended the connection.
    bool is_ended() {
        read_to_end();
        return is_ended_;
    }

private:
    void connect(int family, const sockaddr* where, socklen_t size) {
        socket_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(socket_, where, size) != 0) throw std::runtime_error(std::strerror(errno));
    }
    bool read_some() {
        constexpr int kPatienceMs = 30'000;
        pollfd entry{socket_, POLLIN, 0};
        if (::poll(&entry, 1, kPatienceMs) <= 0) return false;
        char bytes[65536];
        const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) {
            is_ended_ = true;
            return false;
        }
        got_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int socket_ = -1;
    std::string got_;
    bool is_ended_ = false;
};

}  // namespace scan
