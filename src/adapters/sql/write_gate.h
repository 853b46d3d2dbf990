#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>

#include "base/clock.h"
#include "base/error.h"
#include "base/mutex.h"

namespace scan {

// Lets one process at a time write into a database. One thread at a time.
class ProcessGate {
public:
    virtual ~ProcessGate() = default;

    // Does not wait. False: another process is inside.
    virtual Result<bool> try_enter() = 0;
    virtual void leave() = 0;
};

// Lets the writers of a database in one after the other: those of one process in the order of their coming, and then, where
// `between_processes` is given, one process at a time. A database with one writer at a time makes the others wait by sleeping and trying
// again, and then the one that has just left is the likeliest to come in again. Any thread may call it.
class WriteGate {
public:
    explicit WriteGate(std::unique_ptr<ProcessGate> between_processes = nullptr)
        : between_processes_(std::move(between_processes)) {}
    WriteGate(const WriteGate&) = delete;
    WriteGate& operator=(const WriteGate&) = delete;

    // Waits for at most `timeout`. transient: still closed.
    Result<> enter(Duration timeout);
    void leave();

private:
    using Deadline = std::chrono::steady_clock::time_point;

    bool take_turn(Deadline deadline);
    void end_turn();
    Result<> enter_among_processes(Deadline deadline);

    const std::unique_ptr<ProcessGate> between_processes_;
    Mutex mutex_;
    std::condition_variable_any opened_;
    std::deque<std::uint64_t> waiting_ GUARDED_BY(mutex_);
    std::uint64_t last_ticket_ GUARDED_BY(mutex_) = 0;
    bool is_open_ GUARDED_BY(mutex_) = true;
};

// Leaves the gate at the end of its scope, if it was entered. No gate stands open.
class GatePass final {
public:
    GatePass(WriteGate* gate, Duration timeout)
        : gate_(gate), entered_(gate == nullptr ? Result<>() : gate->enter(timeout)) {}
    ~GatePass() {
        if (gate_ != nullptr && entered_) gate_->leave();
    }
    GatePass(const GatePass&) = delete;
    GatePass& operator=(const GatePass&) = delete;

    const Result<>& entered() const { return entered_; }

private:
    WriteGate* const gate_;
    const Result<> entered_;
};

}  // namespace scan
