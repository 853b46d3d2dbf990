#include "adapters/sql/format/stored_time.h"

#include <fmt/format.h>
#include <soci/soci.h>

namespace scan {

UtcTime stored_time(const std::string& text) {
    const auto time = UtcTime::parse(text);
    if (!time) {
        throw soci::soci_error(fmt::format("a stored time cannot be read: {}", time.error()));
    }
    return *time;
}

std::optional<UtcTime> stored_time(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    return stored_time(*text);
}

}  // namespace scan
