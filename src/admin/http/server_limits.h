#pragma once

#include <chrono>
#include <cstddef>

namespace scan {

// What one client may take of the server, so that no number of them takes it from the others.
struct ServerLimits {
    std::size_t connections = 256;
    std::size_t streams = 64;
    std::size_t header_bytes = 16 * 1024;
    std::size_t stream_events_pending = 16;  // of one stream that does not read
    std::size_t requests_waiting = 64;       // for a worker
    std::chrono::milliseconds request{
        10'000};  // from its first byte, or from the connection, to its last byte
    std::chrono::milliseconds idle{75'000};     // between two requests
    std::chrono::milliseconds answer{30'000};   // of a worker
    std::chrono::milliseconds write{5'000};     // of an answer, and a second more for each 16 KiB
    std::chrono::milliseconds comment{15'000};  // how often a stream that says nothing says so
};

}  // namespace scan
