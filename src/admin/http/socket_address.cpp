#include "admin/http/socket_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

#include "base/require.h"

namespace scan {

SystemAddress system_address(const ListenAddress& address) {
    require(address.kind != ListenAddress::Kind::off, "the address is not off");
    SystemAddress made;
    if (address.kind == ListenAddress::Kind::unix_socket) {
        auto& local = reinterpret_cast<sockaddr_un&>(made.storage);
        local.sun_family = AF_UNIX;
        std::memcpy(local.sun_path, address.path.c_str(), address.path.size() + 1);
        made.size = sizeof local;
    } else if (address.host.find(':') != std::string::npos) {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(made.storage);
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(address.port);
        ::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr);
        made.size = sizeof v6;
    } else {
        auto& v4 = reinterpret_cast<sockaddr_in&>(made.storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        ::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr);
        made.size = sizeof v4;
    }
    return made;
}

}  // namespace scan
