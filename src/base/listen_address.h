#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace scan {

// Where a server listens: nowhere, at an address of the machine, or at a Unix socket's file.
struct ListenAddress {
    enum class Kind { off, tcp, unix_socket };

    Kind kind = Kind::off;
    std::string host = {};   // of tcp: an address, IPv6 without brackets
    std::uint16_t port = 0;  // 0: one that is free
    std::string path = {};   // of a Unix socket, absolute

    bool operator==(const ListenAddress&) const = default;

    // Only processes of this machine reach it.
    bool is_loopback() const;
    // As it is written: "off", "127.0.0.1:8080", "[::1]:8080", "unix:/run/admin.sock".
    std::string text() const;
    // What a person opens or a tool asks: "http://127.0.0.1:8080", or the text of a Unix socket.
    std::string url(std::string_view scheme) const;
};

// Takes what `text` writes; "localhost" is 127.0.0.1, and "*" or nothing before the colon every IPv4 address. An error is what is wrong in
// a few words.
std::expected<ListenAddress, std::string> parse_listen_address(std::string_view text);

}  // namespace scan
