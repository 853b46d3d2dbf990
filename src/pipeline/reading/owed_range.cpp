#include "pipeline/reading/owed_range.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

bool OwedRange::is_wanted(Early early) const {
    return early == Early::all || (early == Early::taken_over && is_taken_over);
}

Instant OwedRange::early_at(Duration interval) const {
    if (!read_at) return retry_at;
    return std::max(retry_at, reading ? reading->began : *read_at + interval);
}

OwedRange OwedRange::part(IdRange ends) const {
    OwedRange cut = *this;
    cut.range = ends;
    cut.reading.reset();
    return cut;
}

void OwedRange::begin_again(Instant at, Instant now) {
    reading.reset();
    retry_at = at;
    if (!unserved_since) unserved_since = now;
}

void OwedRange::settle(Instant now) {
    read_at = now;
    is_taken_over = false;
    has_unknown_ids = false;
    was_stepped_over = false;
    reading.reset();
}

void join_nearest(std::vector<OwedRange>& ascending) {
    require(ascending.size() > 1, "there are two ranges");
    const auto distance = [&ascending](std::size_t i) {
        return ascending[i].range.after.value - ascending[i - 1].range.last.value;
    };
    std::size_t nearest = 1;
    for (std::size_t i = 2; i < ascending.size(); ++i) {
        if (distance(i) < distance(nearest)) nearest = i;
    }
    OwedRange& left = ascending[nearest - 1];
    const OwedRange& right = ascending[nearest];
    // The ids between them are not known any more.
    left.has_unknown_ids |= right.has_unknown_ids || distance(nearest) > 0;
    left.range.last = right.range.last;
    left.due = std::max(left.due, right.due);
    left.retry_at = std::min(left.retry_at, right.retry_at);
    left.is_taken_over |= right.is_taken_over;
    left.was_stepped_over &= right.was_stepped_over;
    left.reading.reset();
    if (!right.read_at || !left.read_at) {
        left.read_at.reset();
    } else {
        left.read_at = std::min(*left.read_at, *right.read_at);
    }
    ascending.erase(ascending.begin() + static_cast<std::ptrdiff_t>(nearest));
}

}  // namespace scan
