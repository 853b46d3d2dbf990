#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace scan {

// Finds the culprits of a rejected batch: ranges of items that are still to be tried, halved where a range is rejected. A value.
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

    void accepted() { pending_.pop_back(); }

    // The range to try next is halved though nothing is known of it, unless it is smaller than two of `least`. Returns whether it was.
    bool halve(std::size_t least);

    // Returns the culprit where the range was a single item.
    std::optional<std::size_t> rejected();

private:
    std::vector<Range> pending_;  // the last is next; when halving, at most log2(items) + 1
};

}  // namespace scan
