#pragma once

#include <string_view>

namespace scan {

// A statement, or a migration of several, as it stands in a .sql file of that name.
struct NamedSql {
    std::string_view name;
    std::string_view text;
};

}  // namespace scan
