#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace scan {

// How long the feed's pages are, which nobody is told: a server may cap them below the Limit that
// it is asked for, and may change the cap. A page with at least half of the events of the longest
// of the last 16 is full: more may stand behind it. A value; one thread.
class PageMeasure {
public:
    static constexpr std::size_t kPages = 16;

    // Pages that brought nothing unknown are not counted: an idle feed repeats its last event.
    void note(std::size_t events);
    bool is_full(std::size_t events) const { return 2 * events >= longest(); }
    std::size_t longest() const;

private:
    std::deque<std::size_t> lengths_;
};

// How many events are asked for: fewer after an answer that was too large, and again more, page by
// page, after those that were not. A value; one thread.
class PageLimit {
public:
    // An inclusive feed shows the event asked for first, so one event is no way on.
    static constexpr std::uint32_t kLeast = 2;

    // REQUIRES: most > 0.
    explicit PageLimit(std::uint32_t most);

    std::uint32_t get() const { return limit_; }
    bool is_least() const;
    void halve();
    void grow();

private:
    std::uint32_t most_;
    std::uint32_t limit_;
};

}  // namespace scan
