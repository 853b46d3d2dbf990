#pragma once

#include <map>
#include <string>
#include <string_view>

namespace scan {

// Environment variables by name, as they were when the program started.
using AwsVariables = std::map<std::string, std::string, std::less<>>;

// Empty if it is not set.
inline std::string variable(const AwsVariables& variables, std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
}

}  // namespace scan
