#include "tests/e2e/silent_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace scan {

SilentServer::SilentServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    constexpr int kWaiting = 100;
    if (::bind(listener_, general, size) != 0 || ::listen(listener_, kWaiting) != 0 ||
        ::getsockname(listener_, general, &size) != 0)
        std::abort();
    port_ = ntohs(address.sin_port);
}

SilentServer::~SilentServer() {
    ::close(listener_);
}

bool SilentServer::is_asked() const {
    constexpr int kPatienceMilliseconds = 60'000;
    pollfd entry{.fd = listener_, .events = POLLIN, .revents = 0};
    return ::poll(&entry, 1, kPatienceMilliseconds) == 1;
}

}  // namespace scan
