#include "admin/access/host_names.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace scan {
namespace {

std::string lower(std::string_view text) {
    std::string low(text);
    std::ranges::transform(low, low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return low;
}

// Without the port and an address's brackets; nullopt: it is no authority.
std::optional<std::string> host_of(std::string_view authority) {
    std::string_view port;
    std::string_view host = authority;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == authority.npos) return std::nullopt;
        host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
        if (!port.empty() && !port.starts_with(':')) return std::nullopt;
    } else if (const std::size_t colon = authority.find(':'); colon != authority.npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon);
    }
    if (!port.empty() && port.find_first_not_of("0123456789", 1) != port.npos) return std::nullopt;
    if (host.empty()) return std::nullopt;
    return lower(host);
}

bool is_address(const std::string& host) {
    in6_addr parsed{};
    return ::inet_pton(AF_INET, host.c_str(), &parsed) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), &parsed) == 1;
}

}  // namespace

HostNames::HostNames(const ListenAddress& address, const std::vector<std::string>& said)
    : names_{"localhost", "127.0.0.1", "::1"} {
    for (const std::string& each : said) names_.push_back(lower(each));
    if (address.kind != ListenAddress::Kind::tcp) return;
    names_.push_back(address.host);
    takes_addresses_ = address.host == "0.0.0.0" || address.host == "::";
    char machine[256] = "";
    if (takes_addresses_ && ::gethostname(machine, sizeof machine - 1) == 0)
        names_.push_back(lower(machine));
}

bool HostNames::has(std::string_view authority) const {
    const auto host = host_of(authority);
    if (!host) return false;
    return std::ranges::find(names_, *host) != names_.end() ||
           (takes_addresses_ && is_address(*host));
}

}  // namespace scan
