#include "pipeline/reading/debt_ledger.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/require.h"

namespace scan {
namespace {

// Ranges that are passed within this part of the window are one: so there are few of them.
constexpr int kPartsOfAWindow = 16;
constexpr Duration kRetryWithoutScans = std::chrono::minutes(1);

}  // namespace

Duration DebtLedger::retry_interval() const {
    return settings_.scan_interval > Duration::zero() ? settings_.scan_interval
                                                      : kRetryWithoutScans;
}

void DebtLedger::restart(const std::vector<IdRange>& unpaid, Instant now) {
    debts_.all().clear();
    dense_.clear();
    ids_.clear();
    if (settings_.window == Duration::zero()) return;
    for (const IdRange& range : joined(unpaid, settings_.bounds.held_ranges_max)) {
        debts_.all().push_back({.range = range,
                                .passed_at = now,
                                .due = now + settings_.window,
                                .retry_at = now,
                                .read_at = std::nullopt,
                                .reading = std::nullopt,
                                .unserved_since = std::nullopt,
                                .is_taken_over = true,
                                .has_unknown_ids = true,
                                .was_stepped_over = false});
    }
}

// Between the ends that are cut off, ids are missing.
std::optional<IdRange> DebtLedger::without_dense_ends(IdRange range) const {
    std::optional<IdRange> found;
    EventId before = range.after;
    while (before < range.last) {
        const EventId id = std::min(ids_.next_after(before).value_or(range.last), range.last);
        if (id.value - before.value > 1 || !ids_.contains(id)) {
            if (!found) found = IdRange{before, id};
            found->last = id;
        }
        before = id;
    }
    return found;
}

void DebtLedger::pass(IdRange range, Instant seen_at) {
    require(!range.is_empty(), "the cursor passes something");
    const bool owes_nothing = settings_.window == Duration::zero();
    const auto owed = owes_nothing ? std::nullopt : without_dense_ends(range);
    if (!owed) return remember_dense(range, seen_at);
    remember_dense({range.after, owed->after}, seen_at);
    remember_dense({owed->last, range.last}, seen_at);
    if (!take_in_last(*owed, seen_at)) {
        debts_.add({.range = *owed,
                    .passed_at = seen_at,
                    .due = seen_at + settings_.window,
                    .retry_at = seen_at,
                    .read_at = seen_at,
                    .reading = std::nullopt,
                    .unserved_since = std::nullopt,
                    .is_taken_over = false,
                    .has_unknown_ids = false,
                    .was_stepped_over = false});
    }
    bound_ids();
}

void DebtLedger::remember_dense(IdRange range, Instant now) {
    while (!dense_.empty() && now - dense_.front().passed_at >= settings_.window) {
        ids_.erase(dense_.front().range);
        dense_.pop_front();
    }
    if (range.is_empty()) return;
    if (settings_.window == Duration::zero()) return ids_.erase(range);
    if (!dense_.empty()) {
        Dense& last = dense_.back();
        const bool is_soon = now - last.passed_at <= settings_.window / kPartsOfAWindow;
        if (is_soon && last.range.last == range.after) {
            last.range.last = range.last;
            return;
        }
    }
    dense_.push_back({range, now});
}

bool DebtLedger::take_in_last(IdRange range, Instant seen_at) {
    if (debts_.is_empty()) return false;
    OwedRange& last = debts_.all().back();
    const bool is_new = !last.is_taken_over && !last.has_unknown_ids && !last.was_stepped_over;
    const bool touches = range.after == last.range.last;
    const bool is_soon = seen_at - last.passed_at <= settings_.window / kPartsOfAWindow;
    if (!is_new || !touches || !is_soon || last.reading) return false;
    last.range.last = range.last;
    last.due = std::max(last.due, seen_at + settings_.window);
    return true;
}

void DebtLedger::bound_ids() {
    for (OwedRange& debt : debts_.all()) {
        if (ids_.bytes() <= settings_.bounds.id_bytes_max) return;
        const std::size_t before = ids_.size();
        ids_.erase(debt.range);
        if (ids_.size() == before) continue;
        forgotten_ += before - ids_.size();
        debt.has_unknown_ids = true;
    }
}

bool DebtLedger::may_repeat(EventId id) const {
    const OwedRange* const debt = debts_.find(id);
    return debt && debt->has_unknown_ids;
}

Duration DebtLedger::lateness(EventId id, Instant now) const {
    const OwedRange* const debt = debts_.find(id);
    return debt ? now - debt->passed_at : Duration::zero();
}

IdRange DebtLedger::range_at(EventId from) const {
    const OwedRange* const debt = debts_.at(from);
    require(debt != nullptr, "a reading was due from there");
    return debt->range;
}

bool DebtLedger::begins_at(EventId from) const {
    const OwedRange* const debt = debts_.at(from);
    return debt && debt->range.after == from;
}

bool DebtLedger::was_stepped_over(EventId from) const {
    const OwedRange* const debt = debts_.at(from);
    return debt && debt->was_stepped_over;
}

void DebtLedger::read(EventId from, EventId to, Instant asked_at, Instant now) {
    require(to > from, "the page led on");
    std::erase_if(debts_.all(), [&](OwedRange& debt) {
        if (debt.range.last <= from || debt.range.after >= to) return false;
        if (from <= debt.range.after) {
            debt.reading = {asked_at, to};
        } else if (debt.reading && from <= debt.reading->to) {
            debt.reading->to = std::max(debt.reading->to, to);
        } else {
            return false;  // from the midst of it: that says nothing of the whole
        }
        debt.unserved_since.reset();
        if (debt.reading->to < debt.range.last) return false;
        const bool is_paid = debt.reading->began >= debt.due;
        debt.settle(now);
        if (is_paid) ids_.erase(debt.range);
        return is_paid;
    });
}

void DebtLedger::hold(EventId from, Instant retry_at) {
    debts_.chosen_at(from).retry_at = retry_at;
}

void DebtLedger::hold_up_to(EventId from, Instant retry_at) {
    for (OwedRange& debt : debts_.all()) {
        if (debt.next_from() <= from) debt.retry_at = std::max(debt.retry_at, retry_at);
    }
}

void DebtLedger::refused(EventId from, Instant now) {
    auto& since = debts_.chosen_at(from).unserved_since;
    if (!since) since = now;
}

void DebtLedger::broke_off(EventId from, Instant now) {
    debts_.chosen_at(from).begin_again(now + retry_interval(), now);
}

void DebtLedger::saw_nothing_above(EventId from, Instant now) {
    for (OwedRange& debt : debts_.all()) {
        if (debt.range.last > from) debt.begin_again(now + retry_interval(), now);
    }
}

void DebtLedger::step_over(EventId from, EventId to, Instant now) {
    require(to > from, "the page led on");
    const OwedRange whole = debts_.take(from);

    OwedRange hidden = whole.part({from, std::min(to, whole.range.last)});
    hidden.begin_again(now + retry_interval(), now);
    hidden.is_taken_over = false;
    hidden.was_stepped_over = true;

    OwedRange below = whole.part({whole.range.after, from});
    below.settle(now);
    const bool is_paid = whole.reading && whole.reading->began >= whole.due;
    if (is_paid) ids_.erase(below.range);
    if (!is_paid && !below.range.is_empty()) debts_.add(below);
    debts_.add(hidden);
    const OwedRange above = whole.part({hidden.range.last, whole.range.last});
    if (!above.range.is_empty()) debts_.add(above);
}

std::vector<IdRange> DebtLedger::give_up(Instant now) {
    std::vector<IdRange> ranges;
    std::erase_if(debts_.all(), [&](const OwedRange& debt) {
        if (!debt.unserved_since || now - *debt.unserved_since < kUnservedMax) return false;
        ranges.push_back(debt.range);
        ids_.erase(debt.range);
        return true;
    });
    return ranges;
}

std::vector<IdRange> DebtLedger::unpaid() const {
    std::vector<IdRange> ranges;
    ranges.reserve(debts_.all().size());
    for (const OwedRange& debt : debts_.all()) ranges.push_back(debt.range);
    return joined(std::move(ranges), settings_.bounds.saved_ranges_max);
}

EventId DebtLedger::settled(EventId cursor) const {
    return debts_.is_empty() ? cursor : std::min(cursor, debts_.all().front().range.after);
}

bool DebtLedger::is_taken_over() const {
    return std::ranges::any_of(debts_.all(), &OwedRange::is_taken_over);
}

}  // namespace scan
