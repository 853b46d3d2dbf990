#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace scan {

// Finds the culprits of a rejected batch in about two tries a culprit and level: a stack of ranges of items that are still to be tried.
// A range that is accepted is done; one that is rejected is halved, its first half next, until it is one item, the culprit. The ranges
// are disjoint, and every item is in one, accepted, or a culprit: so no item is forgotten, and none is tried alone that was accepted
// among others. Why a batch is tried in parts at all: docs/adr/0003-an-outage-is-not-poison.md. A value.
class Bisection {
public:
    struct Range {
        std::size_t begin;
        std::size_t end;
        std::size_t size() const { return end - begin; }
    };

    explicit Bisection(std::size_t items = 0) {
        if (items > 0) pending_.push_back({0, items});
    }

    // All of them halved already.
    static Bisection of_single_items(std::size_t items) {
        Bisection bisection;
        for (std::size_t i = items; i > 0; --i) bisection.pending_.push_back({i - 1, i});
        return bisection;
    }

    // The range to try next; nullopt: every item was accepted or is a culprit.
    std::optional<Range> next() const {
        return pending_.empty() ? std::nullopt : std::optional(pending_.back());
    }

    // REQUIRES: there is a range to try.
    void accepted();

    // The range to try next is halved though nothing is known of it, unless it is smaller than two of `least`. Returns whether it was.
    // REQUIRES: there is a range to try; `least` is positive.
    bool halve(std::size_t least);

    // Returns the culprit if the range was a single item.
    // REQUIRES: there is a range to try.
    std::optional<std::size_t> rejected();

    // The range that has waited longest, the largest of them, is next.
    void look_elsewhere();

private:
    std::vector<Range> pending_;  // the last is next; at most one an item
};

}  // namespace scan
