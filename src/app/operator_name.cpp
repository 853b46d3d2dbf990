#include "app/operator_name.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace scan {

std::string operator_name() {
    std::array<char, 256> host{"localhost"};
    ::gethostname(host.data(), host.size() - 1);
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    const uid_t user = ::getuid();
    ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
    return found == nullptr ? fmt::format("{}@{}", user, host.data())
                            : fmt::format("{}@{}", found->pw_name, host.data());
}

}  // namespace scan
