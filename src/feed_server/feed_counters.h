#pragma once

#include <atomic>
#include <cstdint>

namespace scan {

// Counts the work of a feed server since its start. Any thread may read it at any time; the numbers
// of one request do not change together.
struct FeedCounters {
    using Count = std::atomic<std::uint64_t>;

    Count requests{0};  // to the API's path; each ends in one of the next nine
    Count pages{0};     // with at least one event, the cut ones included
    Count empty_pages{0};
    Count bad_requests{0};     // 400
    Count unauthorized{0};     // 401
    Count gone{0};             // 410
    Count throttled{0};        // 429, by chance
    Count internal_errors{0};  // 500, by chance
    Count unavailable{0};      // 503, by chance
    Count stopped{0};          // 503, because the server stops

    Count events_served{0};     // in pages, repeated and malformed ones included, cut ones not
    Count malformed_served{0};  // of these
    Count repeated_served{0};   // of these
    Count cut_bodies{0};
    Count cut_connections{0};
    Count unordered_pages{0};
    Count retry_after_said{0};
};

}  // namespace scan
