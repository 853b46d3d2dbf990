#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/scan_event.h"
#include "pipeline/ports/feed.h"

namespace scan {

// A feed as a list in memory that grows as its owner adds events, in any order: an event added below others is a late one. Several
// events may stand under one id. Pages are in the order of the ids, and of adding under one id. One thread.
class MemoryFeed final : public Feed {
public:
    enum class Bound { inclusive, exclusive };  // does a page begin with `from` or after it?

    struct Request {
        EventId from;
        std::uint32_t limit = 0;
        bool operator==(const Request&) const = default;
    };

    // `text` is the event's JSON, or what stands in its place; `position` where it stands, whatever the text says.
    void add(EventId position, std::string text);

    // The event in the documented form.
    void add(const ScanEvent& event);

    // From now on, the events up to `last` are no longer there.
    void forget_up_to(EventId last);

    // From now on, an id that was forgotten is answered with `gone` rather than with what stands above it; but whoever asks from the
    // first event on still gets the oldest.
    void answer_forgotten_with_gone() { gone_ = true; }

    void set_bound(Bound bound) { bound_ = bound; }

    // However many events are asked for, a page holds no more than this. nullopt: as many as asked for.
    void set_page_cap(std::optional<std::uint32_t> cap) { page_cap_ = cap; }

    // The next requests that no such answer waits for already gets this one instead of a page of the list.
    void answer_next_with(Result<FeedReply> answer) { answers_.push_back(std::move(answer)); }
    void answer_next_with_page(std::string body);

    // Asked first at each request; what it returns is the answer.
    using Interceptor = std::function<std::optional<Result<FeedReply>>(const Request&)>;
    void intercept(Interceptor interceptor) { interceptor_ = std::move(interceptor); }

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

    // Every request that was not stopped, oldest first.
    const std::vector<Request>& requests() const { return requests_; }
    const std::multimap<EventId, std::string>& events() const { return events_; }

private:
    std::string page(EventId from, std::uint32_t limit) const;

    std::multimap<EventId, std::string> events_;
    std::deque<Result<FeedReply>> answers_;
    Interceptor interceptor_;
    std::vector<Request> requests_;
    EventId forgotten_up_to_;
    bool gone_ = false;
    Bound bound_ = Bound::inclusive;
    std::optional<std::uint32_t> page_cap_;
};

// `event` as the feed writes it, Device and User included.
std::string feed_text(const ScanEvent& event);

}  // namespace scan
