#include "pipeline/reading/id_set.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace scan {
namespace {

using Run = IdBlock::Run;

// Puts one offset between the runs, joined to those that it touches.
void add_to(std::vector<Run>& runs, std::uint32_t at) {
    const auto next =
        std::ranges::lower_bound(runs, at, {}, [](const Run& run) { return run.first; });
    const bool joins_next = next != runs.end() && next->first == at + 1;
    const bool joins_previous = next != runs.begin() && std::prev(next)->second + 1 == at;
    if (joins_next && joins_previous) {
        std::prev(next)->second = next->second;
        runs.erase(next);
    } else if (joins_next) {
        next->first = at;
    } else if (joins_previous) {
        std::prev(next)->second = at;
    } else {
        runs.insert(next, {at, at});
    }
}

// What of the block lies outside of the range.
std::vector<Run> runs_outside(const IdBlock& block, IdRange range) {
    const std::int64_t first = block.first().value;
    const auto offset = [first](std::int64_t id) { return static_cast<std::uint32_t>(id - first); };
    std::vector<Run> kept;
    for (const Run& run : block.runs()) {
        const std::int64_t low = first + run.first;
        const std::int64_t high = first + run.second;
        if (low <= range.after.value)
            kept.emplace_back(run.first, offset(std::min(high, range.after.value)));
        if (high > range.last.value)
            kept.emplace_back(offset(std::max(low, range.last.value + 1)), run.second);
    }
    return kept;
}

}  // namespace

bool IdSet::contains(EventId id) const {
    const auto next = blocks_.upper_bound(id);
    return next != blocks_.begin() && std::prev(next)->second.has(id);
}

bool IdSet::insert(EventId id) {
    const auto next = blocks_.upper_bound(id);
    if (next == blocks_.begin()) {
        put(id, {{0, 0}});
        return true;
    }
    const auto found = std::prev(next);
    IdBlock& block = found->second;
    if (block.has(id)) return false;
    const std::size_t bytes_before = block.bytes();
    if (id > block.last() && block.append(id)) {
        ++size_;
        bytes_ = bytes_ + block.bytes() - bytes_before;
        return true;
    }
    const EventId first = block.first();
    if (!IdBlock::fits(first, id)) {
        put(id, {{0, 0}});
        return true;
    }
    std::vector<Run> runs = block.runs();
    add_to(runs, static_cast<std::uint32_t>(id.value - first.value));
    remove(found);
    put(first, std::move(runs));
    return true;
}

// As one block if that is small enough, else as two.
void IdSet::put(EventId base, std::vector<Run> runs) {
    IdBlock block(base, runs);
    if (block.is_large() && runs.size() > 1) {
        const auto middle = runs.begin() + static_cast<std::ptrdiff_t>(runs.size() / 2);
        put(base, std::vector<Run>(runs.begin(), middle));
        put(base, std::vector<Run>(middle, runs.end()));
        return;
    }
    size_ += block.count();
    bytes_ += block.bytes();
    const EventId first = block.first();
    blocks_.emplace(first, std::move(block));
}

IdSet::Blocks::iterator IdSet::remove(Blocks::iterator block) {
    size_ -= block->second.count();
    bytes_ -= block->second.bytes();
    return blocks_.erase(block);
}

IdSet::Blocks::const_iterator IdSet::first_above(EventId id) const {
    auto next = blocks_.upper_bound(id);
    if (next != blocks_.begin() && std::prev(next)->second.last() > id) --next;
    return next;
}

std::size_t IdSet::count(IdRange range) const {
    std::size_t count = 0;
    for (auto next = first_above(range.after); next != blocks_.end(); ++next) {
        const IdBlock& block = next->second;
        if (block.first() > range.last) break;
        if (range.after < block.first() && block.last() <= range.last) {
            count += block.count();
            continue;
        }
        for (const Run& run : block.runs()) {
            const std::int64_t low =
                std::max(block.first().value + run.first, range.after.value + 1);
            const std::int64_t high = std::min(block.first().value + run.second, range.last.value);
            if (low <= high) count += static_cast<std::size_t>(high - low + 1);
        }
    }
    return count;
}

std::optional<EventId> IdSet::next_after(EventId id) const {
    const auto next = first_above(id);
    if (next == blocks_.end()) return std::nullopt;
    return id < next->first ? next->first : next->second.next_after(id);
}

void IdSet::erase(IdRange range) {
    if (range.is_empty()) return;
    auto next = blocks_.upper_bound(range.after);
    if (next != blocks_.begin() && std::prev(next)->second.last() > range.after) --next;
    while (next != blocks_.end() && next->first <= range.last) {
        const EventId first = next->first;
        const bool is_inside = range.after < first && next->second.last() <= range.last;
        std::vector<Run> kept = is_inside ? std::vector<Run>() : runs_outside(next->second, range);
        next = remove(next);
        if (!kept.empty()) put(first, std::move(kept));
    }
}

}  // namespace scan
