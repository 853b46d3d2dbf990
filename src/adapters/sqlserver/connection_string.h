#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

// One key=value of a connection string as ADO.NET and ODBC write it.
struct ConnectionPair {
    std::string key;  // lower case
    std::string value;
    // The pair before it is a password without braces or quotes, so this may be the rest of one
    // that holds a semicolon.
    bool is_behind_password = false;

    bool operator==(const ConnectionPair&) const = default;
};

// Whether `text` is meant as one: it has keys of theirs, in any order.
bool is_sqlserver_string(std::string_view text);

// The error repeats nothing of `text`.
std::expected<std::vector<ConnectionPair>, std::string> split_connection_string(
    std::string_view text);

std::string lower(std::string_view text);
std::string_view trim(std::string_view text);

}  // namespace scan
