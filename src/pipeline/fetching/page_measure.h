#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

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

// How many events are asked for: half as many after an answer that was too large, and twice as many
// after each that was not. A number that was too large is tried again only after some good pages, and
// after twice as many each time that it was too large again: the feed makes such a page in vain. A
// value; one thread.
class PageLimit {
public:
    // An inclusive feed shows the event asked for first, so one event is no way on.
    static constexpr std::uint32_t kLeast = 2;
    static constexpr int kPatienceFirst = 8;
    static constexpr int kPatienceMax = 512;

    // REQUIRES: most > 0.
    explicit PageLimit(std::uint32_t most);

    std::uint32_t get() const { return limit_; }
    bool is_least() const;
    // A page was too large.
    void halve();
    // It was not. Where it showed nothing to go on from, more is asked for whatever was too large.
    void grow(bool leads_on = true);

private:
    std::uint32_t most_;
    std::uint32_t limit_;
    std::optional<std::uint32_t> refused_;
    int good_pages_ = 0;  // that waited for it to be tried again
    int patience_ = kPatienceFirst;
};

}  // namespace scan
