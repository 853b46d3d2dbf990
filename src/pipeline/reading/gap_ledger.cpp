#include "pipeline/reading/gap_ledger.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

// A jump so many times the page's greatest distance stands out, if the page has enough of them.
constexpr std::int64_t kOutlier = 8;
constexpr std::size_t kIdsForAnOutlier = 5;
constexpr Duration kRetryFirst = std::chrono::seconds(1);

bool stands_out(const GapLedger::Page& page, EventId before) {
    if (page.ids < kIdsForAnOutlier) return false;
    return (before.value - page.from.value) / kOutlier > page.greatest_distance;
}

// The feed no longer has what stood between.
bool hides(EventId after, EventId before) {
    return before.value > after.value + 1;
}

// Where the part of a jump from `after` begins that no row tells of.
EventId behind_told(const std::deque<IdRange>& all_told, EventId after) {
    for (const IdRange& told : all_told) {
        if (told.after <= after && after < told.last) after = told.last;
    }
    return after;
}

}  // namespace

void GapLedger::restart(const std::vector<IdRange>& open) {
    *this = GapLedger();
    for (const IdRange& range : open) {
        if (is_provable(range.after)) jumps_.push_back({range.after, range.last, true});
    }
}

// Asked for its first event, an exclusive feed does not show event 1: below that nothing is proven.
bool GapLedger::is_provable(EventId from) const {
    return from.value > (is_inclusive_ ? 0 : 1);
}

void GapLedger::polled(const Page& page, Instant now) {
    // A process may have been suspended without noticing it.
    if (polled_at_ && now - *polled_at_ >= kInterval) doubt();
    polled_at_ = now;
    unexplained_end_.reset();
    is_inclusive_ |= page.lowest == page.from;
    if (page.first_above) end_jumps_at(*page.first_above);
    // Where a feed showed the event it was asked from, it does not end in a page without events.
    const bool saw_end = end_seen_from_ == page.from && (page.lowest || end_is_empty_);
    const bool shows_below = page.lowest && *page.lowest <= page.from;
    const bool is_next = page.first_above && page.first_above->value == page.from.value + 1;
    const bool is_explained =
        !page.is_gone && (saw_end || shows_below || is_next || !is_provable(page.from));
    end_seen_from_.reset();
    if (is_explained) {
        if (!page.brought_unknown) end_seen_from_ = page.from;
        end_is_empty_ = !page.lowest;
        return;
    }
    if (!page.brought_unknown) unexplained_end_ = page.from;
    end_is_empty_ = !page.lowest;
    if (page.first_above) {
        forget_told(*page.first_above, page.from);
        const EventId after = behind_told(told_, page.from);
        if (after.value + 1 < page.first_above->value)
            keep({after, *page.first_above, false}, page);
    }
    if (page.is_gone && page.lowest) answered(page.lowest, now);
}

// The feed has something there after all, so what follows it is not told.
void GapLedger::forget_told(EventId shown, EventId from) {
    std::erase_if(told_, [&](const IdRange& told) {
        return told.contains(shown) || (told.after < from && from <= told.last);
    });
}

void GapLedger::read_owed(const Page& page, const std::vector<IdRange>& owed) {
    const bool shows_below = page.lowest && *page.lowest <= page.from;
    if (!page.first_above) return;
    end_jumps_at(*page.first_above);
    if (shows_below && !page.is_gone) return;
    for (const IdRange& range : owed) {
        // A range of which something was shown once, and is not shown any more, was forgotten in part at least.
        const bool is_forgotten = *page.first_above > range.last || page.lacks_known;
        const EventId begin = std::max(page.from, range.after);
        if (!is_provable(begin) && !is_forgotten) continue;
        const EventId after = behind_told(told_owed_, behind_told(told_, begin));
        const EventId before = std::min(*page.first_above, range.last);
        if (before.value > after.value + 1) keep({after, before, true}, page);
    }
    if (page.is_gone && page.lowest) conclude(*page.lowest);
}

// The feed has forgotten nothing that follows it.
void GapLedger::end_jumps_at(EventId shown) {
    for (Jump& jump : jumps_) {
        if (jump.after < shown) jump.before = std::min(jump.before, shown);
    }
    std::erase_if(jumps_, [](const Jump& jump) { return !hides(jump.after, jump.before); });
}

void GapLedger::keep(const Jump& jump, const Page& page) {
    const auto same = [&](const Jump& other) {
        return other.after == jump.after && other.before == jump.before;
    };
    if (std::ranges::any_of(jumps_, same)) return;
    jumps_.push_back(jump);
    if (stands_out(page, jump.before) && std::ranges::none_of(urgent_, same)) {
        is_urgent_ = true;
        urgent_.push_back(jump);
        if (urgent_.size() > kUrgentMax) urgent_.pop_front();
    }
    is_urgent_ |= jumps_.size() == kJumpsMax / 4;
    if (jumps_.size() >= kJumpsMax) add_to_row();
}

bool GapLedger::has_question(Instant now) const {
    if (jumps_.empty() && !unexplained_end_ && !row_) return false;
    return now >= next_question_ || (is_urgent_ && tries_ == 0);
}

bool GapLedger::would_prove(EventId oldest) const {
    return std::ranges::any_of(
        jumps_, [&](const Jump& jump) { return hides(jump.after, std::min(oldest, jump.before)); });
}

void GapLedger::answered(std::optional<EventId> oldest, Instant now) {
    next_question_ = now + kInterval;
    tries_ = 0;
    is_urgent_ = false;
    // A feed that is empty altogether may have forgotten something: that explains nothing.
    if (oldest) conclude(*oldest);
}

void GapLedger::conclude(EventId oldest) {
    for (const Jump& jump : std::exchange(jumps_, {})) {
        const EventId before = std::min(oldest, jump.before);
        if (!hides(jump.after, before)) continue;
        tell({jump.after, before, !jump.is_owed});
    }
    if (unexplained_end_ && oldest <= *unexplained_end_) {
        end_seen_from_ = unexplained_end_;
        unexplained_end_.reset();
    }
    // If the feed begins above the row's start, it may have forgotten that only since: it stays as it is.
    if (row_ && oldest <= row_->after_event_id) findings_.withdrawn.push_back(*row_);
    row_.reset();
}

void GapLedger::tell(const FeedGap& gap) {
    findings_.found.push_back(gap);
    auto& told = gap.is_proven ? told_ : told_owed_;
    told.push_back({gap.after_event_id, EventId{gap.before_event_id.value - 1}});
    if (told.size() > (gap.is_proven ? kToldMax : kJumpsMax)) told.pop_front();
}

void GapLedger::unanswered(Instant now) {
    ++tries_;
    if (tries_ < kTries) {
        next_question_ = now + kRetryFirst * (1 << tries_);
        return;
    }
    next_question_ = now + kInterval;
    is_urgent_ = false;
    if (!jumps_.empty()) add_to_row();
}

void GapLedger::add_to_row() {
    FeedGap row = row_.value_or(FeedGap{jumps_.front().after, jumps_.front().before, false});
    for (const Jump& jump : std::exchange(jumps_, {})) {
        row.after_event_id = std::min(row.after_event_id, jump.after);
        row.before_event_id = std::max(row.before_event_id, jump.before);
    }
    if (row_ == row) return;
    if (row_) findings_.withdrawn.push_back(*row_);
    findings_.found.push_back(row);
    row_ = row;
}

std::vector<IdRange> GapLedger::open() const {
    std::vector<IdRange> ranges;
    ranges.reserve(jumps_.size());
    for (const Jump& jump : jumps_) ranges.push_back({jump.after, jump.before});
    return ranges;
}

GapLedger::Findings GapLedger::take_findings() {
    return std::exchange(findings_, {});
}

}  // namespace scan
