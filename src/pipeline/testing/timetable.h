#pragma once

#include <algorithm>
#include <functional>
#include <list>

#include "base/random.h"
#include "base/stage.h"

namespace scan {

// Steps several stages on one manual clock, each when it wants to be called next, in an order drawn
// from the seed if they want it at the same time. A stage that wants to be called at once waits for
// its pace, so that time goes on.
class Timetable {
public:
    explicit Timetable(ManualClock& clock, std::uint64_t seed = 1) : clock_(clock), random_(seed) {}

    void add(Stage& stage, Duration pace = std::chrono::milliseconds(1)) {
        entries_.push_back({&stage, pace, clock_.now()});
    }

    // The stage is not called any more, as if its process were killed or suspended.
    void remove(Stage& stage) {
        entries_.remove_if([&](const Entry& entry) { return entry.stage == &stage; });
    }

    bool has(const Stage& stage) const {
        return std::ranges::any_of(entries_, [&](const Entry& e) { return e.stage == &stage; });
    }

    void run_for(Duration time) {
        run_until([] { return false; }, time);
    }

    // Returns whether `done` came true within `time`. Checked after each step.
    bool run_until(const std::function<bool()>& done, Duration time) {
        const Instant end = clock_.now() + time;
        while (!done()) {
            Entry* const entry = next();
            if (!entry || entry->at >= end) {
                clock_.advance(std::max(Duration::zero(), end - clock_.now()));
                return done();
            }
            if (entry->at > clock_.now()) clock_.advance(entry->at - clock_.now());
            step(*entry);
        }
        return true;
    }

    void request_finish() {
        finish_.request_stop();
        for (Entry& entry : entries_) entry.at = clock_.now();
    }
    void request_abandon() {
        abandon_.request_stop();
        for (Entry& entry : entries_) entry.at = clock_.now();
    }
    StopPhases phases() const { return {finish_.get_token(), abandon_.get_token()}; }

private:
    struct Entry {
        Stage* stage;
        Duration pace;
        Instant at;
    };

    Entry* next() {
        Entry* first = nullptr;
        int ties = 1;
        for (Entry& entry : entries_) {
            if (!first || entry.at < first->at) {
                first = &entry;
                ties = 1;
            } else if (entry.at == first->at && random_.below(static_cast<unsigned>(++ties)) == 0) {
                first = &entry;
            }
        }
        return first;
    }

    void step(Entry& entry) {
        Stage* const stage = entry.stage;
        const Next wanted = stage->step(phases());
        if (wanted.kind == Next::Kind::finished) {
            remove(*stage);
        } else {
            entry.at = std::max(wanted.at, clock_.now() + entry.pace);
        }
    }

    ManualClock& clock_;
    Random random_;
    std::list<Entry> entries_;
    std::stop_source finish_;
    std::stop_source abandon_;
};

}  // namespace scan
