#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "sim/process.h"

namespace scan::sim {

// A whole installation on virtual time, in one thread: machines with clocks of their own, each with one process of the worker; what
// happens to them follows from the scenario alone. A call that takes long lets everything else go on while it lasts.
class World final {
public:
    explicit World(const Scenario& scenario);

    // Ends no earlier than `end`; what is due until then has been done.
    void run_until(Instant end);

    // Faults end: what is down comes up, what is paused goes on.
    void make_peace();

    // An operator gives the dead letters back to the queue.
    void give_back_dead_letters();

    Surroundings& around() { return around_; }
    const Surroundings& around() const { return around_; }
    Instant now() { return around_.truth.now(); }

private:
    struct Machine {
        MachineClock clock;
        std::unique_ptr<Process> process;  // null: it is down
    };
    // A call that takes long: other stages are stepped within it.
    struct LongCall {
        int process = 0;
        Instant end{};
    };

    void plan_trouble();
    void after(Duration delay, std::function<void()> event);
    void every(Duration interval, const std::function<void()>& event);

    void start(Machine& machine);
    void kill(Machine& machine, Duration down);
    void stop(Machine& machine);
    void pause(Process& process, Duration time);
    void back_up_and_restore();
    void restore(const MemoryTables& backup);
    Machine& any_machine();

    std::optional<Fault> on_call(Machine& machine, Operation operation);
    void go_on_until(Process& process, Instant end);
    // A process whose call should have ended is not to blame for what it did not do meanwhile.
    void excuse_delayed();
    void note_fault(Process& process, Operation operation, const Fault& fault);

    bool step_next(Instant end);
    void step(Machine& machine, Process& process, Task& task);
    Duration pace();
    void reap();

    Surroundings around_;
    Random random_;
    std::vector<std::unique_ptr<Machine>> machines_;
    std::vector<std::unique_ptr<Process>> dead_;  // still in the middle of a step
    std::multimap<Instant, std::function<void()>> events_;
    int started_ = 0;
    std::vector<LongCall> long_calls_;  // each within the one before it
};

}  // namespace scan::sim
