#pragma once

#include <cstdint>

namespace scan {

// A socket that listens on a free port of 127.0.0.1, which is written to `port`; for the caller to
// close. Throws std::runtime_error.
int loopback_listener(std::uint16_t& port);

}  // namespace scan
