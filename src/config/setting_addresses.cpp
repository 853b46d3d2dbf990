#include <algorithm>
#include <string>
#include <vector>

#include "config/setting_kinds.h"

namespace scan {
namespace {

using Canonical = std::expected<std::string, std::string>;

// RFC 9110's reg-name as far as names of hosts go, or an address without brackets.
bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == ':' || c == '_';
    });
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

Setting listen_setting(SettingText text, const Put<ListenAddress>& put) {
    return setting_row(text, "off, address:port, [IPv6 address]:port or unix:/path",
                       [put](Config& config, std::string_view written) -> Canonical {
                           auto address = parse_listen_address(written);
                           if (!address) return std::unexpected(std::move(address.error()));
                           std::string canonical = address->text();
                           put(config, std::move(*address));
                           return canonical;
                       });
}

Setting hosts_setting(SettingText text, const Put<std::vector<std::string>>& put) {
    return setting_row(text, "names of hosts without ports, with commas between them",
                       [put](Config& config, std::string_view written) -> Canonical {
                           std::vector<std::string> hosts;
                           std::string canonical;
                           for (std::string_view rest = written;;) {
                               const std::size_t comma = rest.find(',');
                               const std::string_view host = trimmed(rest.substr(0, comma));
                               if (!is_host(host)) return std::unexpected("not the name of a host");
                               canonical += (hosts.empty() ? "" : ", ") + std::string(host);
                               hosts.emplace_back(host);
                               if (comma == rest.npos) break;
                               rest.remove_prefix(comma + 1);
                           }
                           put(config, std::move(hosts));
                           return canonical;
                       });
}

}  // namespace scan
