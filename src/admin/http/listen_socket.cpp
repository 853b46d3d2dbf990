#include "admin/http/listen_socket.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "admin/http/socket_address.h"
#include "base/require.h"

namespace scan {
namespace {

// A file that a process left behind when it was killed. One that somebody listens on takes the connection.
bool is_left_behind(SystemAddress address) {
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) return false;
    const bool refused =
        ::connect(probe, address.raw(), address.size) != 0 && errno == ECONNREFUSED;
    ::close(probe);
    return refused;
}

bool is_socket_file(const std::string& path) {
    struct stat facts{};
    return ::lstat(path.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode);
}

std::uint16_t port_of(int descriptor, std::uint16_t asked) {
    SystemAddress bound;
    bound.size = sizeof bound.storage;
    if (::getsockname(descriptor, bound.raw(), &bound.size) != 0) return asked;
    return ntohs(bound.family() == AF_INET6
                     ? reinterpret_cast<sockaddr_in6&>(bound.storage).sin6_port
                     : reinterpret_cast<sockaddr_in&>(bound.storage).sin_port);
}

int bind_unix(int descriptor, SystemAddress address, const std::string& path) {
    if (is_socket_file(path) && is_left_behind(address)) ::unlink(path.c_str());
    // The file's mode is right from its first moment on, whatever the process's mask is.
    if (::fchmod(descriptor, 0660) != 0) return -1;
    const mode_t mask = ::umask(0117);
    const int bound = ::bind(descriptor, address.raw(), address.size);
    const int reason = errno;
    ::umask(mask);
    errno = reason;
    return bound;
}

}  // namespace

Result<ListenSocket> ListenSocket::open(const ListenAddress& address) {
    require(address.kind != ListenAddress::Kind::off, "the address is not off");
    const bool is_unix = address.kind == ListenAddress::Kind::unix_socket;
    SystemAddress where = system_address(address);
    const auto refuse = [&address] {
        const int reason = errno;
        return fail(reason == EADDRINUSE ? ErrorCode::transient : ErrorCode::denied,
                    fmt::format("cannot listen at {}: {}", address.text(), std::strerror(reason)));
    };
    const int descriptor = ::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return refuse();
    // A connection of a former process that is still in TIME_WAIT does not take the port.
    const int yes = 1;
    if (!is_unix) ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (where.family() == AF_INET6)
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    const int bound = is_unix ? bind_unix(descriptor, where, address.path)
                              : ::bind(descriptor, where.raw(), where.size);
    if (bound != 0 || ::listen(descriptor, SOMAXCONN) != 0) {
        auto refused = refuse();
        ::close(descriptor);
        return refused;
    }
    ListenAddress here = address;
    if (!is_unix) here.port = port_of(descriptor, address.port);
    return ListenSocket(descriptor, std::move(here));
}

ListenSocket::ListenSocket(ListenSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), address_(std::move(other.address_)) {}

ListenSocket::~ListenSocket() {
    if (descriptor_ < 0) return;
    if (address_.kind == ListenAddress::Kind::unix_socket) ::unlink(address_.path.c_str());
    ::close(descriptor_);
}

}  // namespace scan
