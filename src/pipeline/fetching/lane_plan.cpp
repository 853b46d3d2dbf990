#include "pipeline/fetching/lane_plan.h"

#include <algorithm>
#include <limits>

#include "base/require.h"

namespace scan {
namespace {

constexpr std::int64_t kIdMax = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kSpans = 16;
// Ranges that are cut in two again and again are no more than that.
constexpr std::size_t kRangesMax = 64;

}  // namespace

LanePlan::LanePlan(EventId reader_at, std::int64_t span, std::size_t pages_per_range)
    : pages_per_range_(pages_per_range), frontier_(reader_at) {
    require(span > 0 && pages_per_range > 0, "a range has ids");
    note_span(span);
    // The reader reads the first range itself.
    frontier_ = above(reader_at, static_cast<std::int64_t>(pages_per_range));
}

bool LanePlan::may_guess() const {
    if (has_guessed_ && !was_right_) return false;
    return frontier_.value < kIdMax && (!nothing_from_ || frontier_ < *nothing_from_);
}

std::optional<LanePlan::Range> LanePlan::take() {
    const auto lowest =
        std::ranges::min_element(open_, {}, [](const Range& range) { return range.ids.after; });
    if (lowest != open_.end()) {
        const Range range = *lowest;
        open_.erase(lowest);
        return range;
    }
    if (!may_guess()) return std::nullopt;
    has_guessed_ = true;
    const EventId from = frontier_;
    frontier_ = above(from, static_cast<std::int64_t>(pages_per_range_));
    return Range{.ids = {from, frontier_}};
}

std::optional<LanePlan::Range> LanePlan::take_at(EventId from) {
    const auto found =
        std::ranges::find(open_, from, [](const Range& range) { return range.ids.after; });
    if (found == open_.end()) return std::nullopt;
    const Range range = *found;
    open_.erase(found);
    return range;
}

void LanePlan::read(Range range, EventId to, bool is_full) {
    require(to > range.ids.after, "the page led on");
    was_right_ |= range.is_guess && is_full;
    if (is_full) note_span(to.value - range.ids.after.value);
    skip_shown(range.ids.after, to);
    if (!is_full) saw_nothing_above(to);
    range.ids.after = to;
    range.is_guess = false;
    ++range.pages;
    if (range.ids.is_empty() || (nothing_from_ && *nothing_from_ <= to)) return;
    const std::int64_t left = range.ids.last.value - to.value;
    if (range.pages >= pages_per_range_ && left > 2 * span() && open_.size() < kRangesMax) {
        const EventId middle{to.value + left / 2};
        open_.push_back({.ids = {middle, range.ids.last}});
        range = {.ids = {to, middle}, .is_guess = false};
    }
    open_.push_back(range);
}

void LanePlan::saw_nothing_above(EventId id) {
    nothing_from_ = std::min(id, nothing_from_.value_or(id));
    std::erase_if(open_, [id](const Range& range) { return range.ids.after >= id; });
}

void LanePlan::reader_is_at(EventId id) {
    for (Range& range : open_) range.ids.after = std::max(range.ids.after, id);
    std::erase_if(open_, [](const Range& range) { return range.ids.is_empty(); });
    frontier_ = std::max(frontier_, id);
}

void LanePlan::skip_shown(EventId from, EventId to) {
    for (Range& range : open_) {
        if (range.ids.after >= from) range.ids.after = std::max(range.ids.after, to);
    }
    std::erase_if(open_, [](const Range& range) { return range.ids.is_empty(); });
    frontier_ = std::max(frontier_, to);
}

// The median, so that a leap of the ids is no page's usual span.
std::int64_t LanePlan::span() const {
    std::vector<std::int64_t> sorted(spans_.begin(), spans_.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
}

void LanePlan::note_span(std::int64_t span) {
    spans_.push_back(span);
    if (spans_.size() > kSpans) spans_.pop_front();
}

EventId LanePlan::above(EventId id, std::int64_t pages) const {
    const std::int64_t room = kIdMax - id.value;
    const std::int64_t step = span() > room / pages ? room : span() * pages;
    return EventId{id.value + step};
}

}  // namespace scan
