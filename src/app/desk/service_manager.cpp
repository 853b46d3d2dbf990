#include "app/desk/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace scan {
namespace {

std::string variable(const Environment& environment, const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : std::string(found->second);
}

std::optional<std::int64_t> number(const std::string& text) {
    std::int64_t value = 0;
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || rest != text.data() + text.size() || value <= 0)
        return std::nullopt;
    return value;
}

}  // namespace

Environment ServiceManager::variables() {
    Environment found;
    for (const char* const name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) {
        if (const char* const value = std::getenv(name)) found[name] = value;
    }
    return found;
}

ServiceManager::ServiceManager(const Environment& environment)
    : address_(variable(environment, "NOTIFY_SOCKET")) {
    const bool is_usable = (address_.starts_with('/') || address_.starts_with('@')) &&
                           address_.size() < sizeof(sockaddr_un::sun_path);
    if (!is_usable) return;
    if (address_.front() == '@') address_.front() = '\0';
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const auto period = number(variable(environment, "WATCHDOG_USEC"));
    // Of another process of the service, if it names one.
    const std::string process = variable(environment, "WATCHDOG_PID");
    if (period && (process.empty() || number(process) == ::getpid()))
        watchdog_ = std::chrono::microseconds(*period);
}

ServiceManager::~ServiceManager() {
    if (socket_ >= 0) ::close(socket_);
}

void ServiceManager::tell(std::string_view text) const {
    if (socket_ < 0) return;
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    std::memcpy(where.sun_path, address_.data(), address_.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    [[maybe_unused]] const ssize_t sent = ::sendto(socket_, text.data(), text.size(), MSG_NOSIGNAL,
                                                   reinterpret_cast<const sockaddr*>(&where), size);
}

}  // namespace scan
