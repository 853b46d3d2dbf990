#pragma once

#include <optional>
#include <vector>

#include "pipeline/event_page.h"
#include "pipeline/feed.h"

namespace scan {

// Asks the feed for its oldest event: the only proof that it forgot others. One thread.
class GapProbe {
public:
    // While pages are read one after the other, the question is put at most this often.
    static constexpr Duration kInterval = std::chrono::minutes(1);

    GapProbe(Feed& feed, Clock& clock) : feed_(feed), clock_(clock) {}

    bool is_due() const { return !asked_at_ || clock_.now() - *asked_at_ >= kInterval; }

    // The smallest id that the feed has; nullopt: it has none.
    Result<std::optional<EventId>> oldest(std::stop_token stop);

    // Whether the feed has `id` or anything above it.
    Result<bool> has_from(EventId id, std::stop_token stop);

private:
    Result<std::vector<EventId>> ask(EventId from, std::stop_token stop);

    Feed& feed_;
    Clock& clock_;
    EventPageDecoder decoder_;
    std::optional<Instant> asked_at_;
};

}  // namespace scan
