#pragma once

#include <chrono>
#include <string>

#include "base/error.h"
#include "base/listen_address.h"

namespace scan {

// A GET of a worker's own server, in the clear.
struct HttpQuestion {
    ListenAddress address;   // with a port
    std::string path;        // and query
    std::string token = {};  // empty: none
    std::chrono::milliseconds patience{5'000};
};

struct HttpAnswer {
    int status = 0;
    std::string body;
};

// Waits for the whole answer. transient: nobody answers there in time, or not in HTTP.
Result<HttpAnswer> ask(const HttpQuestion& question);

}  // namespace scan
