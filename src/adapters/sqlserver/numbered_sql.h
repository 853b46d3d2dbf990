#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scan {

// A statement as ODBC takes it, with ? for each parameter.
struct NumberedSql {
    std::string text;
    std::vector<std::string>
        parameters;  // their names in the order of the marks; one may stand several times
};

// From one with :names. Strings, [names] and comments are left alone.
NumberedSql numbered_sql(std::string_view sql);

}  // namespace scan
