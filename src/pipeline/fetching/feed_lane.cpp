#include "pipeline/fetching/feed_lane.h"

#include <algorithm>
#include <chrono>

namespace scan {
namespace {

// While there will be more to ask soon.
constexpr Duration kRestLeast = std::chrono::milliseconds(2);
constexpr Duration kRestMost = std::chrono::seconds(1);

}  // namespace

bool read_ahead(PagesAhead& ahead, PagesAhead::Asker asker, FeedReader& feed, Clock& clock,
                std::stop_token stop) {
    const auto question = ahead.question(asker, clock.now(), clock.utc_now());
    if (!question) return false;
    auto reading = feed.read(question->range.ids.after, question->limit, std::move(stop));
    ahead.answered(*question, std::move(reading), clock.now());
    return true;
}

FeedLane::FeedLane(Feed& feed, PagesAhead& ahead, Clock& clock)
    : feed_(feed), ahead_(ahead), clock_(clock), rest_(kRestLeast) {}

Next FeedLane::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    if (read_ahead(ahead_, PagesAhead::Asker::lane, feed_, clock_, stop.finish)) {
        rest_ = kRestLeast;
        return Next::now();
    }
    rest_ = ahead_.is_on() ? kRestLeast : std::min(2 * rest_, kRestMost);
    return Next::at_time(clock_.now() + rest_);
}

}  // namespace scan
