#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "base/clock.h"
#include "pipeline/ports/event_queue.h"

namespace scan::conformance {

// An adapter brings this so that the queue's suite can run on it. Each test makes a fixture of its
// own, with an empty queue.
class QueueFixture {
public:
    virtual ~QueueFixture() = default;

    // Another object on the fixture's one queue, as another process would have it.
    virtual std::unique_ptr<EventQueue> open() = 0;
    virtual std::unique_ptr<EventQueue> open_dead_letters() = 0;

    // The clock that the queue waits by. If it is virtual, waiting and passing time take none.
    virtual Clock& clock() = 0;
    virtual bool time_is_virtual() const { return true; }
    // And no other passes.
    virtual bool time_is_exact() const { return time_is_virtual(); }

    // Lets this much time pass for the queue; a server's queue has to be waited for.
    virtual void pass(Duration time) = 0;

    // Long enough to do a few calls in.
    virtual Duration short_visibility() const { return std::chrono::seconds(10); }

    // At least 3.
    virtual std::uint32_t receive_count_max() const { return 3; }

    // A body that this queue will never take; nullopt: it takes all.
    virtual std::optional<std::string> refused_body() const { return std::nullopt; }

    // Bodies may hold characters beyond U+FFFF.
    virtual bool takes_every_plane() const { return true; }

    // Bodies may hold quotes, backslashes and control characters, and more than 4,000 characters.
    virtual bool takes_any_text() const { return true; }

    // A receive may miss messages that are visible, as on Amazon SQS.
    virtual bool is_sampled() const { return false; }

    // Lapsed receipts are told apart from those that hold.
    virtual bool tells_lapsed_receipts() const { return true; }
};

struct QueueAdapter {
    std::string name;
    std::function<std::unique_ptr<QueueFixture>()>
        make;  // nullptr: the queue's server is not there, the tests are skipped

    friend void PrintTo(const QueueAdapter& adapter, std::ostream* out) { *out << adapter.name; }
};

}  // namespace scan::conformance
