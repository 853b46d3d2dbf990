#pragma once

#include <string>
#include <vector>

#include "tests/chaos/fault.h"
#include "tests/chaos/tcp_proxy.h"

namespace scan {

// Everything that the network before this server can do. The server is the victim: one at a time.
std::vector<ChaosFault> network_faults(const std::string& server, TcpProxy& proxy);

}  // namespace scan
