#include "adapters/sqlite/sqlite_uri.h"

#include <fmt/format.h>

#include <algorithm>

namespace scan {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+,@~").contains(c);
}

}  // namespace

std::string sqlite_connect_string(const std::filesystem::path& path) {
    const std::string plain = path.string();
    if (std::ranges::all_of(plain, is_plain)) return "dbname=" + plain;
    std::string connect_string = "dbname=file:";
    for (const char c : plain) {
        if (is_plain(c)) {
            connect_string += c;
        } else {
            connect_string += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return connect_string;
}

}  // namespace scan
