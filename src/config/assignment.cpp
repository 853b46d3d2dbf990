#include "app/assignment.h"

#include <fmt/format.h>

#include "app/plain_text.h"

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
    const Setting& setting = *assignment.setting;
    const bool repeatable = !setting.secret && assignment.text.find("://") == std::string::npos &&
                            assignment.text.find('@') == std::string::npos;
    const std::string value = repeatable ? " = " + in_quotes(assignment.text) : "";
    return fmt::format("{}{} ({}): {}; allowed: {}", setting.key, value, assignment.origin.text(),
                       problem, setting.allowed);
}

}  // namespace scan
