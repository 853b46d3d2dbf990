#include "feed_server/visible_feed.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace scan {
namespace {

constexpr std::uint64_t kMalformedSalt = 0x6d616c66;
constexpr std::uint64_t kLateSalt = 0x6c617465;
// The longest Duration, with room for an Instant to be added.
constexpr double kWaitSecondsMax = 4e9;

}  // namespace

VisibleFeed::VisibleFeed(const FeedSource& source, FeedPace pace, const Misbehaviour& misbehaviour,
                         Instant started, std::uint64_t seed)
    : source_(source),
      pace_(pace),
      late_rate_(misbehaviour.late_rate),
      late_delay_(misbehaviour.late_delay),
      late_from_(misbehaviour.late_from),
      started_(started),
      late_seed_(Random(seed ^ kLateSalt).next()),
      malformed_(make_malformed_events(source, misbehaviour.malformed_rate,
                                       Random(seed ^ kMalformedSalt).next())) {}

std::vector<PageEntry> VisibleFeed::page(EventId from, std::uint64_t limit, Instant now) {
    const std::span<const EventId> ids = source_.event_ids().first(due(now));
    auto index = static_cast<std::size_t>(std::ranges::lower_bound(ids, from) - ids.begin());
    auto extra = static_cast<std::size_t>(
        std::ranges::lower_bound(malformed_, from, {}, &MalformedEvent::position) -
        malformed_.begin());
    std::vector<PageEntry> entries;
    entries.reserve(std::min<std::uint64_t>(limit, ids.size() - index));
    for (std::uint64_t count = 0; count < limit && index < ids.size();) {
        // An id of their own stands in a gap, so it is never equal to one of the source's.
        if (extra < malformed_.size() && malformed_[extra].position < ids[index]) {
            entries.push_back({PageEntry::Origin::malformed, extra++});
            ++count;
            continue;
        }
        const bool hidden = is_hidden(index, now);
        if (!hidden) {
            entries.push_back({PageEntry::Origin::source, index});
            ++count;
        }
        for (; extra < malformed_.size() && malformed_[extra].position == ids[index]; ++extra) {
            if (!hidden) entries.push_back({PageEntry::Origin::malformed, extra});
        }
        ++index;
    }
    return entries;
}

void VisibleFeed::append_event(const PageEntry& entry, std::string& text) const {
    switch (entry.origin) {
        case PageEntry::Origin::source: source_.append_event(entry.index, text); break;
        case PageEntry::Origin::malformed: text += malformed_[entry.index].text; break;
    }
}

std::size_t VisibleFeed::due(Instant now) const {
    const std::size_t all = source_.event_ids().size();
    if (pace_.events_per_second <= 0) return all;
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const double count = static_cast<double>(pace_.visible_at_start) +
                         std::max(std::floor(elapsed * pace_.events_per_second), 0.0);
    return count < static_cast<double>(all) ? static_cast<std::size_t>(count) : all;
}

std::size_t VisibleFeed::hidden(Instant now) {
    std::size_t count = 0;
    const std::size_t end = due(now);
    for (std::size_t index = 0; index < end; ++index) {
        if (!is_late(index)) continue;
        if (late_from_ == LateFrom::visible) {
            if (now < due_at(index) + late_delay_) ++count;
            continue;
        }
        const MutexLock lock(mutex_);
        const auto asked = first_asked_.find(index);
        if (asked == first_asked_.end() || now < asked->second + late_delay_) ++count;
    }
    return count;
}

bool VisibleFeed::is_late(std::size_t index) const {
    return late_rate_ > 0 && Random(late_seed_ ^ index).chance(late_rate_);
}

bool VisibleFeed::is_hidden(std::size_t index, Instant now) {
    if (!is_late(index)) return false;
    if (late_from_ == LateFrom::visible) return now < due_at(index) + late_delay_;
    const MutexLock lock(mutex_);
    return now < first_asked_.try_emplace(index, now).first->second + late_delay_;
}

Instant VisibleFeed::due_at(std::size_t index) const {
    if (pace_.events_per_second <= 0 || index < pace_.visible_at_start) return started_;
    const auto after_start = static_cast<double>(index + 1 - pace_.visible_at_start);
    const std::chrono::duration<double> wait(
        std::min(after_start / pace_.events_per_second, kWaitSecondsMax));
    return started_ + std::chrono::duration_cast<Duration>(wait);
}

}  // namespace scan
