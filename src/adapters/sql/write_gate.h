#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

#include "base/clock.h"

namespace scan {

// Lets the writers of one process into a database one after the other, in the order of their coming. A database with one writer at a time
// makes the others wait by sleeping and trying again, and then the one that has just left is the likeliest to come in again.
// Any thread may call it.
class WriteGate {
public:
    WriteGate() = default;
    WriteGate(const WriteGate&) = delete;
    WriteGate& operator=(const WriteGate&) = delete;

    // Waits for at most `timeout`; false: still closed.
    bool enter(Duration timeout);
    void leave();

private:
    std::mutex mutex_;
    std::condition_variable opened_;
    std::deque<std::uint64_t> waiting_;
    std::uint64_t last_ticket_ = 0;
    bool is_open_ = true;
};

// Leaves the gate at the end of its scope, if it was entered. No gate stands open.
class GatePass final {
public:
    GatePass(WriteGate* gate, Duration timeout)
        : gate_(gate), entered_(gate == nullptr || gate->enter(timeout)) {}
    ~GatePass() {
        if (gate_ != nullptr && entered_) gate_->leave();
    }
    GatePass(const GatePass&) = delete;
    GatePass& operator=(const GatePass&) = delete;

    bool entered() const { return entered_; }

private:
    WriteGate* const gate_;
    const bool entered_;
};

}  // namespace scan
