#pragma once

#include <simdjson.h>

#include <string>
#include <vector>

#include "feed_server/scan_event_api.h"
#include "feed_server/testing/listed_feed.h"

namespace scan {

using Ids = std::vector<std::int64_t>;

// An API over the events 101 to 300 and a clock that stands still. For tests.
class ApiWorld {
public:
    explicit ApiWorld(const FeedDialect& dialect, const Misbehaviour& misbehaviour = {},
                      const FeedPace& pace = {})
        : feed_(source_, pace, misbehaviour, clock.now(), 1),
          api_(feed_, dialect, misbehaviour, clock, counters, 1) {}

    ScanEventReply ask(const ScanEventRequest& request = {}) {
        return api_.answer(request, stop.get_token());
    }
    ScanEventReply ask(const std::string& from, const std::string& limit) {
        return ask({.from_event_id = from, .limit = limit});
    }

    ManualClock clock;
    FeedCounters counters;
    std::stop_source stop;

private:
    ListedFeed source_ = ListedFeed::range(101, 300);
    VisibleFeed feed_;
    ScanEventApi api_;
};

// The ids of a page in its order; of an event without one, 0.
inline Ids ids_of(const ScanEventReply& reply) {
    // On demand, because one number out of range fails the whole document in the DOM.
    simdjson::ondemand::parser parser;
    const simdjson::padded_string body(reply.body);
    simdjson::ondemand::document page;
    simdjson::ondemand::array events;
    if (parser.iterate(body).get(page) != simdjson::SUCCESS ||
        page["ScanEvents"].get(events) != simdjson::SUCCESS) {
        return {-1};
    }
    Ids ids;
    for (auto event : events) {
        std::int64_t id = 0;
        if (event["EventId"].get(id) != simdjson::SUCCESS) id = 0;
        ids.push_back(id);
    }
    return ids;
}

inline Ids range(std::int64_t first, std::int64_t last) {
    Ids ids;
    for (std::int64_t id = first; id <= last; ++id) ids.push_back(id);
    return ids;
}

inline std::string header(const ScanEventReply& reply, const std::string& name) {
    for (const auto& [key, value] : reply.headers) {
        if (key == name) return value;
    }
    return "";
}

}  // namespace scan
