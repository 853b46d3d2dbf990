#pragma once

#include <atomic>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "feed_server/feed_counters.h"
#include "feed_server/feed_dialect.h"
#include "feed_server/visible_feed.h"

namespace scan {

// A request as it came, its values not looked at yet.
struct ScanEventRequest {
    std::optional<std::string> from_event_id = {};
    std::optional<std::string> limit = {};
    std::string authorization = {};
    bool accepts_gzip = false;
};

struct ScanEventReply {
    int status = 200;
    std::string content_type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // besides content type and length
    std::optional<std::size_t>
        cut_at;  // close the connection after so many bytes of the body, fewer than it has
};

// The Scan Event API without the network: a request in, a reply out. FromEventId (`>=`, default 1)
// and Limit (default 100) mean what the contract says; the dialect decides if the contract is
// silent, the misbehaviour spoils what it may. Any number of threads, as far as `clock` allows
// them. Its arguments must outlive it.
class ScanEventApi {
public:
    ScanEventApi(VisibleFeed& feed, const FeedDialect& dialect, const Misbehaviour& misbehaviour,
                 Clock& clock, FeedCounters& counters, std::uint64_t seed);

    // The n-th call's fate is the seed's alone. Blocks for the latency, and ends soon with a 503
    // after `stop` is requested.
    ScanEventReply answer(const ScanEventRequest& request, std::stop_token stop);

private:
    ScanEventReply failed_by_chance(const RequestFate& fate);
    ScanEventReply empty_page();
    ScanEventReply page(EventId from, std::uint64_t limit, RequestFate fate, bool accepts_gzip);
    void spoil(std::vector<PageEntry>& entries, RequestFate& fate);

    VisibleFeed& feed_;
    const FeedDialect dialect_;
    const Misbehaviour misbehaviour_;
    Clock& clock_;
    FeedCounters& counters_;
    std::uint64_t seed_;
    std::atomic<std::uint64_t> request_number_{0};
};

}  // namespace scan
