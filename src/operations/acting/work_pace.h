#pragma once

#include <cstdint>

#include "base/clock.h"

namespace scan {

// How fast work may go that could do harm: begins low, doubles each second in which nothing fails,
// falls to half when something does, and never exceeds what was asked for. Also tells when more
// fails than succeeds. One thread.
class WorkPace final {
public:
    // `first`: pieces a second in the beginning; `most`: 0 if there is no limit.
    // REQUIRES: `first` is positive.
    WorkPace(double first, double most) : first_(first), most_(most), rate_(first) {}

    void set_most(double most) { most_ = most; }

    // How many pieces at once are a second's worth; at least one.
    std::uint64_t at_once() const;

    // So many pieces were begun at `now`. Returns when the next may be.
    Instant took(std::uint64_t pieces, Instant now);

    void succeeded(std::uint64_t pieces, Instant now);
    void failed(std::uint64_t pieces, Instant now);

    // More has failed than succeeded, and enough to tell.
    bool fails_mostly() const { return failed_ >= kTelling && failed_ > succeeded_; }

private:
    static constexpr std::uint64_t kTelling = 10;

    double rate() const;

    const double first_;
    double most_;
    double rate_;
    std::uint64_t succeeded_ = 0;
    std::uint64_t failed_ = 0;
    Instant changed_at_{};
    Instant next_{};
};

}  // namespace scan
