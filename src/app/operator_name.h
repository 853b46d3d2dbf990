#pragma once

#include <string>

namespace scan {

// Who runs this process, for the audit: user@host. A user without a name is its number.
std::string operator_name();

}  // namespace scan
