#include "config/assignment.h"

#include <fmt/format.h>

#include "base/require.h"
#include "config/plain_text.h"

namespace scan {

std::string Origin::text() const {
    switch (kind) {
        case Kind::default_value: return "default";
        case Kind::file: return "file " + place;
        case Kind::environment: return "environment " + place;
        case Kind::flag: return "flag " + place;
    }
    std::abort();
}

std::string refusal(const Assignment& assignment, std::string_view problem) {
    require(assignment.setting != nullptr, "an assignment names a setting");
    const Setting& setting = *assignment.setting;
    // A URL or a connection string may also have come to a setting that it was not meant for.
    const bool repeatable = !setting.secret && !setting.may_hold_secret &&
                            assignment.text.find_first_of("=:@;?") == std::string::npos;
    const std::string value = repeatable ? " = " + in_quotes(assignment.text) : "";
    return fmt::format("{}{} ({}): {}; allowed: {}", setting.key, value, assignment.origin.text(),
                       problem, setting.allowed);
}

}  // namespace scan
