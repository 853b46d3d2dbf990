#include "pipeline/reading/owed_ranges.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

OwedRanges::OwedRanges(std::size_t count_max) : count_max_(count_max) {
    require(count_max > 0, "there is room for a range");
}

void OwedRanges::add(const OwedRange& debt) {
    const auto next = std::ranges::upper_bound(
        all_, debt.range.after, {}, [](const OwedRange& other) { return other.range.after; });
    all_.insert(next, debt);
    if (all_.size() > count_max_) join_nearest(all_);
}

OwedRange OwedRanges::take(EventId from) {
    OwedRange& chosen = chosen_at(from);
    OwedRange taken = chosen;
    all_.erase(all_.begin() + (&chosen - all_.data()));
    return taken;
}

const OwedRange* OwedRanges::find(EventId id) const {
    const auto next = std::ranges::lower_bound(
        all_, id, {}, [](const OwedRange& debt) { return debt.range.last; });
    return next != all_.end() && next->range.contains(id) ? &*next : nullptr;
}

const OwedRange* OwedRanges::at(EventId from) const {
    const auto is_next = [from](const OwedRange& debt) {
        return debt.range.after == from || debt.next_from() == from;
    };
    const auto debt = std::ranges::find_if(all_, is_next);
    return debt == all_.end() ? nullptr : &*debt;
}

OwedRange& OwedRanges::chosen_at(EventId from) {
    const OwedRange* const chosen = at(from);
    require(chosen != nullptr, "a reading was due from there");
    return all_[static_cast<std::size_t>(chosen - all_.data())];
}

std::vector<IdRange> OwedRanges::in(IdRange within) const {
    std::vector<IdRange> parts;
    for (const OwedRange& debt : all_) {
        const IdRange part{std::max(debt.range.after, within.after),
                           std::min(debt.range.last, within.last)};
        if (!part.is_empty()) parts.push_back(part);
    }
    return parts;
}

std::optional<EventId> OwedRanges::due_from(Instant now) const {
    for (const OwedRange& debt : all_) {
        if (now < debt.due || now < debt.retry_at) continue;
        // An early reading that is going on would not pay: a new one begins.
        const bool pays = debt.reading && debt.reading->began >= debt.due;
        return pays ? debt.reading->to : debt.range.after;
    }
    return std::nullopt;
}

std::optional<EventId> OwedRanges::early_from(OwedRange::Early early, Duration interval,
                                              Instant now) const {
    if (interval == Duration::zero()) return std::nullopt;
    for (const OwedRange& debt : all_) {
        if (now < debt.due && debt.is_wanted(early) && now >= debt.early_at(interval))
            return debt.next_from();
    }
    return std::nullopt;
}

std::optional<Instant> OwedRanges::next_due(OwedRange::Early early, Duration interval) const {
    std::optional<Instant> next;
    const auto consider = [&next](Instant at) { next = next ? std::min(*next, at) : at; };
    for (const OwedRange& debt : all_) {
        consider(std::max(debt.due, debt.retry_at));
        if (debt.is_wanted(early) && interval > Duration::zero()) consider(debt.early_at(interval));
    }
    return next;
}

bool OwedRanges::is_due_for(Duration time, Instant now) const {
    return std::ranges::any_of(all_, [&](const OwedRange& debt) {
        return now >= debt.due + time && now >= debt.retry_at;
    });
}

}  // namespace scan
