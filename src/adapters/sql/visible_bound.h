#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace scan {

// From which time on a receiver looks for visible messages. An engine that keeps dead rows until the last old snapshot is gone reads all
// that were visible before the first one that lives, again for each message. What becomes visible does so now, so nearly nothing is ever
// below the lowest that was found; the rest (a sender that committed late, a clock that was set back) is found by a full look. A full
// look is made a second after the last, and later if it took long: looking costs a twentieth of the time at most.
class VisibleBound final {
public:
    // A time as the database writes it; nullopt: the look that begins at `now` is a full one.
    std::optional<std::string> from(Instant now) const;

    void found(std::string lowest) { lowest_ = std::move(lowest); }
    void looked_at_all(Instant began, Instant ended);

private:
    std::optional<std::string> lowest_;
    Instant full_look_due_{};
};

}  // namespace scan
