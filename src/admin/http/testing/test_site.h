#pragma once

#include <latch>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "admin/http/admin_server.h"
#include "admin/http/site.h"

namespace scan {

// A site that admits everybody to its routes.
class OpenSite final : public Site {
public:
    Router router;

    std::variant<const Route*, AdminReply> admit(AdminRequest& head) override {
        return router.find(head);
    }
};

inline ListenSocket open_socket(std::string_view address) {
    auto opened = ListenSocket::open(*parse_listen_address(address));
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
}

inline std::string get(std::string_view path, std::string_view more = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) +
           "\r\n";
}

}  // namespace scan
