#include "adapters/sqlserver/connect_failure.h"

#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

#include "adapters/sqlserver/sqlserver_fault.h"

namespace scan {
namespace {

constexpr std::size_t kCaFileBytesMax = 1024 * 1024;  // within which a certificate begins

// nullopt: the host has an address.
std::optional<std::string> host_problem(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int result = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (result != 0)
        return fmt::format("the host {} is not known: {}", host, ::gai_strerror(result));
    ::freeaddrinfo(found);
    return std::nullopt;
}

// nullopt: it can be read and looks like certificates.
std::optional<std::string> ca_file_problem(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text(kCaFileBytesMax, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    // A directory opens like a file and fails only when it is read.
    if (!file.is_open() || file.bad()) {
        return fmt::format("its ca_file {} cannot be read: {}", path,
                           errno != 0 ? std::strerror(errno) : "input error");
    }
    if (!text.contains("-----BEGIN ")) {
        return fmt::format("its ca_file {} holds no certificate in PEM", path);
    }
    return std::nullopt;
}

}  // namespace

OdbcError explained(const OdbcError& error, const SqlServerAddress& address) {
    // Anything with a number is an answer of the server, or a port where nobody listens.
    if (error.number() != 0) return error;
    const auto because = [&](const std::string& reason, int number = 0) {
        return OdbcError(reason, number, error.sqlstate());
    };
    if (const auto problem = host_problem(address.host)) return because(*problem);
    const bool is_verified = address.encrypt && !address.trust_server_certificate;
    if (is_verified && !address.ca_file.empty()) {
        if (const auto problem = ca_file_problem(address.ca_file))
            return because(*problem, kUnusableCaFile);
    }
    if (is_verified) {
        return because(
            "no TLS with the server: its certificate may not be a trusted one, or be for another "
            "name than the host");
    }
    return because(address.encrypt ? "no TLS with the server"
                                   : "the server ended the connection before the login");
}

}  // namespace scan
