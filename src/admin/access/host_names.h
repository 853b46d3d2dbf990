#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/listen_address.h"

namespace scan {

// The names under which a listener may be asked, so that a page elsewhere whose name was made to point here is refused: those of the
// loopback, the listener's own, and those that the operator said. A listener on every address takes every address as its name, because
// none can be made to point elsewhere, and the machine's name.
class HostNames final {
public:
    HostNames(const ListenAddress& address, const std::vector<std::string>& said);

    // Of the value of a Host header, or of what stands behind the :// of an Origin. Ports are not compared: a proxy's differs.
    bool has(std::string_view authority) const;

private:
    std::vector<std::string> names_;  // in lower case, IPv6 addresses without brackets
    bool takes_addresses_ = false;
};

}  // namespace scan
