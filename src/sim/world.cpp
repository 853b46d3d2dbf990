#include "sim/world.h"

#include <algorithm>
#include <utility>

#include "sim/process_death.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

// No stage is stepped twice within this time, so that time goes on.
constexpr Duration kPaceMax = 20ms;
// Instead of a receive that waits for messages.
constexpr Duration kIdleReceive = 500ms;
constexpr Duration kGrace = 10s;
constexpr Duration kDownMax = 1min;
// Calls within calls within calls; what is called deeper takes no time.
constexpr std::size_t kDepthMax = 3;
// Who was away for longer than it asked for has an excuse.
constexpr Duration kPunctual = 500ms;

double drawn_clock_rate(const Scenario& scenario, Random& random) {
    return 1 + scenario.clock_drift_max * (2 * random.unit() - 1);
}

}  // namespace

World::World(const Scenario& scenario) : around_(scenario), random_(scenario.seed ^ 0x303e1du) {
    for (std::int64_t i = 0; i < scenario.workers; ++i) {
        const Instant beginning{1h * static_cast<int>(1 + random_.below(1000))};
        machines_.push_back(std::make_unique<Machine>(Machine{
            .clock = MachineClock(around_.truth, beginning, drawn_clock_rate(scenario, random_)),
            .process = nullptr}));
        Machine& machine = *machines_.back();
        after(i == 0 ? 0s : around_.weather.up_to(10s), [this, &machine] { start(machine); });
    }
}

void World::after(Duration delay, Agenda::Event event) {
    agenda_.plan(now() + delay, std::move(event));
}

World::Machine& World::any_machine() {
    return *machines_[random_.below(machines_.size())];
}

void World::start(Machine& machine) {
    if (machine.process) return;
    const int number = ++started_;
    around_.trace.note(number, "starts");
    const auto is_gone = [&machine, number] {
        return !machine.process || machine.process->number() != number;
    };
    machine.process = std::make_unique<Process>(
        around_, machine.clock, number, Random(random_.next()),
        FaultScript(
            [this, &machine, is_gone](Operation operation) -> std::optional<Fault> {
                if (is_gone()) throw ProcessDeath{};
                return on_call(machine, operation);
            },
            [this, &machine, is_gone](Operation) {
                if (is_gone()) throw ProcessDeath{};
                on_answer(machine);
            }));
}

void World::kill(Machine& machine, Duration down) {
    if (!machine.process) return;
    around_.trace.note(machine.process->number(), "is killed");
    around_.receipts.excuse_all_of(machine.process->number());
    machine.process->die();
    dead_.push_back(std::move(machine.process));
    after(down, [this, &machine] { start(machine); });
}

void World::stop(Machine& machine) {
    if (!machine.process) return;
    const int number = machine.process->number();
    around_.trace.note(number, "is asked to stop");
    machine.process->begin_stop(now());
    after(kGrace, [this, &machine, number] {
        if (machine.process && machine.process->number() == number) machine.process->abandon(now());
    });
}

void World::pause(Process& process, Duration time) {
    around_.trace.note(process.number(), "is paused for ms", time / 1ms);
    around_.receipts.excuse_all_of(process.number());
    process.suspend_until(now() + time);
    // Its threads wake in any order.
    for (Task& task : process.tasks())
        task.at = std::max(task.at, process.suspended_until() + pace());
}

void World::wake_all() {
    for (const auto& machine : machines_) {
        start(*machine);
        machine->process->resume(now());
    }
}

Duration World::down_time() {
    return around_.weather.up_to(kDownMax);
}

std::optional<Fault> World::on_call(Machine& machine, Operation operation) {
    Process& process = *machine.process;
    Weather& weather = around_.weather;
    if (is_entry(operation)) return weather.fault(operation);
    if (weather.crashes()) {
        kill(machine, down_time());
        throw ProcessDeath{};
    }
    if (const Duration time = weather.slowness(); time > 0s && long_calls_.size() < kDepthMax)
        go_on_until(process, {.process = process.number(), .end = now() + time});
    if (weather.pauses() && long_calls_.size() < kDepthMax) {
        pause(process, weather.pause());
        go_on_until(process, {.process = process.number(), .end = process.suspended_until()});
    }
    if (process.is_dead()) throw ProcessDeath{};
    const auto fault = weather.fault(operation);
    if (fault) note_fault(process, operation, *fault);
    return fault;
}

// Whoever waits for an answer cannot know what it has received, nor prolong it.
void World::on_answer(Machine& machine) {
    Process& process = *machine.process;
    const Duration delay = around_.weather.answer_delay();
    if (delay == 0s || long_calls_.size() >= kDepthMax) return;
    around_.trace.note(process.number(), "has its answer late by ms", delay / 1ms);
    go_on_until(process, {.process = process.number(), .end = now() + delay, .is_answer = true});
    around_.receipts.excuse_all_of(process.number());
    if (process.is_dead()) throw ProcessDeath{};
}

// The calls of other stages within it may last longer than this one; its stage goes on only behind them.
void World::go_on_until(Process& process, const LongCall& call) {
    long_calls_.push_back(call);
    run_until(call.end);
    // It may have been paused meanwhile.
    while (!process.is_dead() && now() < process.suspended_until())
        run_until(process.suspended_until());
    excuse_delayed();
    long_calls_.pop_back();
}

void World::pass(Duration time) {
    long_calls_.push_back({.process = 0, .end = now() + time});
    run_until(now() + time);
    excuse_delayed();
    long_calls_.pop_back();
}

bool World::is_in_a_call() const {
    return std::ranges::any_of(long_calls_, [](const LongCall& call) { return call.process != 0; });
}

void World::excuse_delayed() {
    for (const LongCall& call : long_calls_) {
        if (call.is_answer || now() > call.end + kPunctual)
            around_.receipts.excuse_all_of(call.process);
    }
}

void World::note_fault(Process& process, Operation operation, const Fault& fault) {
    around_.trace.note(process.number(), to_string(operation),
                       fault.moment == Fault::Moment::after ? 1 : 0, "fails (1: after its effect)");
    // What it could not prolong comes back, and so does what it gave back in vain.
    if (operation == Operation::queue_extend || operation == Operation::queue_release)
        around_.receipts.excuse_all_of(process.number());
    if (operation == Operation::queue_receive && fault.moment == Fault::Moment::after)
        process.queue().lose_next_receive();
}

void World::run_until(Instant end) {
    while (step_next(end)) {
    }
    if (now() < end) around_.truth.advance(end - now());
}

bool World::step_next(Instant end) {
    Machine* machine = nullptr;
    Task* next = nullptr;
    Instant next_at = end;
    for (const auto& candidate : machines_) {
        if (!candidate->process) continue;
        for (Task& task : candidate->process->tasks()) {
            if (task.state != Task::State::waiting) continue;
            const Instant at = std::max(task.at, candidate->process->suspended_until());
            if (at >= next_at) continue;
            next_at = at;
            next = &task;
            machine = candidate.get();
        }
    }
    const auto planned = agenda_.next_at();
    const bool is_planned = planned && *planned < next_at;
    if (!is_planned && !next) return false;
    around_.truth.advance(std::max(Duration::zero(), (is_planned ? *planned : next_at) - now()));
    if (is_planned) {
        agenda_.take_next()();
    } else {
        step(*machine, *machine->process, *next);
    }
    reap();
    return true;
}

// Chance decides who of several comes next.
Duration World::pace() {
    return 1ms + Duration(static_cast<Duration::rep>(random_.below(kPaceMax.count())));
}

void World::step(Machine& machine, Process& process, Task& task) {
    excuse_delayed();
    const bool was_asked = task.stop.finish.stop_requested();
    task.state = Task::State::busy;
    Next wanted;
    try {
        wanted = task.stage.step(task.stop);
    } catch (const ProcessDeath&) {
        if (!process.is_dead()) kill(machine, down_time());
    }
    task.state = Task::State::waiting;
    if (process.is_dead()) return;
    // A lane mostly looks whether there is something to ask: it can crash in its calls.
    const bool may_crash = task.part != WorkerPart::feed_lane;
    if (may_crash && around_.weather.crashes()) return kill(machine, down_time());
    go_on(machine, process, task, wanted, was_asked);
}

void World::go_on(Machine& machine, Process& process, Task& task, Next wanted, bool was_asked) {
    const bool is_idle =
        task.part == WorkerPart::processor && process.queue().last_receive_was_empty();
    const Duration rest = is_idle ? kIdleReceive : pace();
    // A request that came during the step wakes the stage as well.
    const bool is_asked_now = !was_asked && task.stop.finish.stop_requested();
    task.at =
        is_asked_now ? now() + rest : std::max(process.clock().truth_at(wanted.at), now() + rest);
    if (wanted.kind == Next::Kind::finished) process.ended(task, now());
    if (process.wants_to_end()) stop(machine);
    if (process.all_ended()) kill(machine, down_time());
}

void World::reap() {
    std::erase_if(dead_, [](const auto& process) { return !process->is_busy(); });
}

}  // namespace scan::sim
