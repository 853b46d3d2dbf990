#pragma once

#include <string>

namespace scan {

// The FreeTDS that came with the program in a folder of its own, as the path ../lib/odbc/libtdsodbc.so
// from the program's; "": none did, and unixODBC knows the system's.
std::string bundled_freetds();

}  // namespace scan
