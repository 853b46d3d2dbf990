#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "base/clock.h"

namespace scan {

// What one stage is doing, told by its own thread with a store to memory and read by any.
//
// The stage says until when it must have come back: from a call of a port after the time that the call's own timeouts allow, from work of
// its own after kWorkMax. It is stuck once that moment has passed.
class StageSlot final {
public:
    // Work between two calls. Far beyond what a page or a batch takes, so that a machine that is starved is not taken for a stuck stage.
    static constexpr Duration kWorkMax = std::chrono::minutes(5);

    explicit StageSlot(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; }

    // By the stage's thread. A call is within a step, or alone.
    void step_begins(Instant now) {
        is_in_step_ = true;
        expect(now + kWorkMax, kWork);
    }
    void step_ended() {
        is_in_step_ = false;
        expect_nothing();
    }
    void call_begins(const char* call, Instant now, Duration allowed) {
        expect(now + allowed, call);
    }
    void call_ended(Instant now) {
        if (is_in_step_) {
            expect(now + kWorkMax, kWork);
        } else {
            expect_nothing();
        }
    }
    // It will not be stepped again.
    void finished() { has_finished_ = true; }

    // By any thread. What it is stuck in: the call's name; nullptr: it is not stuck.
    const char* stuck_in(Instant now) const {
        const Duration::rep due = due_;
        return due != kNever && now.time_since_epoch().count() > due ? doing_.load() : nullptr;
    }
    bool has_finished() const { return has_finished_; }

private:
    static constexpr Duration::rep kNever = 0;
    static constexpr const char* kWork = "its own work";

    void expect(Instant due, const char* doing) {
        doing_ = doing;
        due_ = due.time_since_epoch().count();
    }
    void expect_nothing() { due_ = kNever; }

    const std::string name_;
    std::atomic<Duration::rep> due_ = kNever;
    std::atomic<const char*> doing_ = kWork;
    std::atomic<bool> has_finished_ = false;
    bool is_in_step_ = false;  // the stage's thread's
};

}  // namespace scan
