#pragma once

#include <memory>
#include <vector>

#include "sim/agenda.h"
#include "sim/process.h"

// The simulated world: a whole installation on virtual time, in one thread.
//
// Intuition. A worker's stages own no thread: whoever steps them decides when each goes on. So one loop can run several workers, step by
// step, on a clock that it moves itself, and everything that could happen between two steps of real threads can be made to happen here.
//
// Idle. Each stage says when it wants to be stepped next. The loop takes the earliest of these times and of the agenda's, moves the true
// time there, and makes that step. An hour in which nothing happens costs a few steps.
//
// Busy. A call of a port may take long, before its effect or after it, and a process may be paused in the midst of one. Then the rest of
// the world goes on *within* the call, on the caller's stack, until its time is over (ADR 8). Calls nest three deep; deeper ones take no
// time. A process that is killed while one of its stages is on that stack throws at that stage's next call, and is destroyed once the
// stack has left it.
//
// Invariants.
// - The same scenario makes the same run: whatever is by chance comes from the scenario's seed.
// - True time never goes back, and no stage is stepped twice within a millisecond, so a run ends.
// - No stage is stepped again while a step of it is on the stack.
// - A process that could not act, because it was paused, killed, or in a call that lasted longer than it should, is not blamed for what it
//   did not do meanwhile.

namespace scan::sim {

class World final {
public:
    // A machine with its clock; a process runs on it, or it is down.
    struct Machine {
        MachineClock clock;
        std::unique_ptr<Process> process;
    };

    explicit World(const Scenario& scenario);

    // Ends no earlier than `end`; what is due until then has been done.
    void run_until(Instant end);

    void after(Duration delay, Agenda::Event event);

    Machine& any_machine();
    std::vector<std::unique_ptr<Machine>>& machines() { return machines_; }
    void start(Machine& machine);
    // It is started again after `down`.
    void kill(Machine& machine, Duration down);
    // In order, within the grace time; then it is started again.
    void stop(Machine& machine);
    void pause(Process& process, Duration time);
    // Whatever is down or paused goes on.
    void wake_all();
    // Whoever is no process waits: the rest of the world goes on within, on the caller's stack.
    void pass(Duration time);
    // Is a process in the midst of a call? What waits for it to go on would wait for ever.
    bool is_in_a_call() const;

    Surroundings& around() { return around_; }
    Instant now() { return around_.truth.now(); }
    Random& random() { return random_; }

private:
    // A call that takes long: other stages are stepped within it.
    struct LongCall {
        int process = 0;  // 0: of an operator
        Instant end{};
        bool is_answer = false;  // it took effect, and its answer is late
    };

    std::optional<Fault> on_call(Machine& machine, Operation operation);
    void on_answer(Machine& machine);
    void go_on_until(Process& process, const LongCall& call);
    // A process whose call should have ended is not to blame for what it did not do meanwhile, and one that waits for an answer not for
    // what it receives meanwhile either.
    void excuse_delayed();
    void note_fault(Process& process, Operation operation, const Fault& fault);
    Duration down_time();

    bool step_next(Instant end);
    void step(Machine& machine, Process& process, Task& task);
    void go_on(Machine& machine, Process& process, Task& task, Next wanted, bool was_asked);
    Duration pace();
    void reap();

    Surroundings around_;
    Random random_;
    std::vector<std::unique_ptr<Machine>> machines_;
    std::vector<std::unique_ptr<Process>> dead_;  // still in the middle of a step
    Agenda agenda_;
    int started_ = 0;
    std::vector<LongCall> long_calls_;  // each within the one before it
};

}  // namespace scan::sim
