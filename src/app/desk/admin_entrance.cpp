#include "app/desk/admin_entrance.h"

#include <fmt/format.h>

namespace scan {
namespace {

using fmt::literals::operator""_a;

Error about(const char* setting, const Error& error) {
    return {error.code, fmt::format("{}: {}", setting, error.message)};
}

Result<std::optional<ListenSocket>> open_admin(const AdminConfig& admin, Log& log) {
    if (admin.listen.kind == ListenAddress::Kind::off) return std::nullopt;
    auto socket = ListenSocket::open(admin.listen);
    if (socket) return std::move(*socket);
    if (admin.is_listen_set) return std::unexpected(about("admin.listen", socket.error()));
    // Several workers on one machine are no fault, and the first of them has the port.
    log.warn(LogEvent{"admin_port_taken"},
             "{error}: this worker runs without page and API; set admin.listen",
             "error"_a = socket.error().message);
    return std::nullopt;
}

}  // namespace

Result<AdminEntrance> open_entrance(const Config& config, Log& log) {
    const AdminConfig& admin = config.admin;
    AdminEntrance entrance;
    entrance.tokens = std::make_unique<TokenBook>(admin.token, admin.tokens_file);
    if (const auto read = entrance.tokens->reload(); !read)
        return std::unexpected(about("admin.token, admin.tokens_file", read.error()));
    if (!admin.tls_cert.empty()) {
        entrance.tls = TlsFiles{.certificate = admin.tls_cert, .key = admin.tls_key};
        if (const auto identity = check_identity(*entrance.tls); !identity)
            return std::unexpected(about("admin.tls_cert, admin.tls_key", identity.error()));
    }
    auto opened = open_admin(admin, log);
    if (!opened) return std::unexpected(opened.error());
    if (*opened) entrance.admin.emplace(std::move(**opened));
    if (config.metrics.listen.kind != ListenAddress::Kind::off) {
        auto socket = ListenSocket::open(config.metrics.listen);
        if (!socket) return std::unexpected(about("metrics.listen", socket.error()));
        entrance.metrics.emplace(std::move(*socket));
    }
    return entrance;
}

}  // namespace scan
