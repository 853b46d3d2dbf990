#pragma once

#include <deque>
#include <map>

#include "domain/ids.h"
#include "sim/judge/violations.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// How often each process asks the feed.
//
// Rule, for every minute of every phase: a request either brings something that the process was not
// shown before, or fails, or is one of the few that the settings ask for. Two more for each that
// brought something are free: the late events of a busy feed are looked for. Whoever begins to read
// may read once what it was shown before. Rule: a question that has failed again and again is asked
// as a backoff asks it, whatever else succeeds between.
class RequestBook {
public:
    // Within a minute a backoff from 200 ms on asks 10 times on average, and with luck 20 times.
    static constexpr std::size_t kFailuresMax = 40;

    struct Outcome {
        bool failed = false;     // no usable answer arrived
        bool has_news = false;   // it shows what the process was not shown before, or would have
        std::size_t served = 0;  // events that the feed shows now
    };

    RequestBook(const Scenario& scenario, Violations& violations)
        : scenario_(scenario), violations_(violations) {}

    // It reads from the saved cursor on, and knows nothing of what is above.
    void begins_to_read(int process) { ++askers_[process].beginnings; }
    void asked(int process, EventId from, const Outcome& outcome, Instant now);

    std::size_t requests() const { return requests_; }

private:
    struct Minute {
        Instant began{};
        std::size_t asked = 0;
        std::size_t news = 0;
        std::size_t failed = 0;
        std::size_t beginnings = 0;
        std::size_t served_most = 0;
    };
    struct Asker {
        Minute minute;
        std::size_t beginnings = 0;  // since it asked last
        bool lost_news = false;      // it comes with a later answer
        // When each question failed since it was last answered, of the last minute.
        std::map<EventId, std::deque<Instant>> failures;
    };

    void count_failure(int process, EventId from, std::deque<Instant>& failures, Instant now);
    void check(int process, const Minute& minute);
    double requests_max(const Minute& minute) const;

    const Scenario& scenario_;
    Violations& violations_;
    std::map<int, Asker> askers_;
    std::size_t requests_ = 0;
};

}  // namespace scan::sim
