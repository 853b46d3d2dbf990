#pragma once

#include <cstdlib>
#include <initializer_list>

namespace scan {

// Removes the proxy variables of the machine that runs the tests, so that requests to 127.0.0.1 go
// there.
inline void forget_proxies() {
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                             "no_proxy", "NO_PROXY"}) {
        ::unsetenv(name);
    }
}

}  // namespace scan
