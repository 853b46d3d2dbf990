#pragma once

#include <cstddef>
#include <cstdint>

#include "base/clock.h"

namespace scan {

// How many messages that were received before a processor may have in hand at a time.
//
// A message can kill its process, and then everything in hand loses a receive with it. Enough lost
// receives are a dead letter. The poison shall go there, its neighbours shall not. But nobody knows
// a message's receive count before it is received, and after an outage all messages come again.
//
//   - After a start, and after the first message that comes again, one is taken. Each success
//     doubles the number, until it is no bound any more. So an outage's messages drain almost as
//     fast as fresh ones, and a poison takes few neighbours to their next receive.
//   - A message on its last receives (`receives_alone`) is alone, and so is each that comes within
//     a visibility timeout after it: by then all that its process held have come again.
//
// Messages on their first receive are not counted: to lose that one costs them nothing.
// A value. One thread.
class Caution {
public:
    // Without a bound: more than a batch holds.
    static constexpr std::size_t kFree = 1024;

    // `receives_alone`: from this receive on a message is alone. REQUIRES: at least 2.
    explicit Caution(std::uint32_t receives_alone);

    std::size_t redelivered_max(Instant now) const;

    bool wants_alone(std::uint32_t receive_count) const { return receive_count >= receives_alone_; }

    // A message came for the second or a later time. Returns whether no more shall be received
    // before it is done. REQUIRES: its receive count is at least 2.
    bool came_again(std::uint32_t receive_count, Instant now, Duration visibility_timeout);

    // All that was in hand is applied and acknowledged.
    void succeeded(Instant now);

private:
    std::uint32_t receives_alone_;
    std::size_t group_ = 1;
    Instant alone_until_{};
};

}  // namespace scan
