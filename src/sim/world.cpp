#include "sim/world.h"

#include <algorithm>
#include <tuple>
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
    plan_trouble();
}

void World::plan_trouble() {
    const Scenario& s = around_.scenario;
    every(s.clock_jump_every,
          [this] { any_machine().clock.jump_utc(around_.weather.up_to(48h) - 24h); });
    every(s.stop_every, [this] { stop(any_machine()); });
    every(s.pause_every, [this] {
        if (Process* const process = any_machine().process.get())
            pause(*process, around_.weather.pause());
    });
    every(s.outage_every, [this] {
        const auto chosen = static_cast<Party>(random_.below(3));
        for (const Party party : {Party::feed, Party::queue, Party::store}) {
            // Troubles come together, too.
            if (party != chosen && !random_.chance(0.25)) continue;
            around_.trace.note(0, "outage of party", static_cast<int>(party));
            around_.weather.begin_outage(party);
        }
    });
    if (s.retention > 0s)
        every(10s, [this] { around_.carrier.forget_old(around_.store.tables().cursor); });
    for (std::int64_t i = 0; i < s.restores; ++i)
        after(around_.weather.up_to(s.duration), [this] { back_up_and_restore(); });
}

void World::after(Duration delay, std::function<void()> event) {
    events_.emplace(now() + delay, std::move(event));
}

void World::every(Duration interval, const std::function<void()>& event) {
    if (interval == 0s) return;
    after(around_.weather.up_to(2 * interval), [this, interval, event] {
        if (around_.weather.is_clear()) return;
        event();
        every(interval, event);
    });
}

World::Machine& World::any_machine() {
    return *machines_[random_.below(machines_.size())];
}

void World::start(Machine& machine) {
    if (machine.process) return;
    const int number = ++started_;
    around_.trace.note(number, "starts");
    machine.process = std::make_unique<Process>(
        around_, machine.clock, number, Random(random_.next()),
        [this, &machine, number](Operation operation) -> std::optional<Fault> {
            if (!machine.process || machine.process->number() != number) throw ProcessDeath{};
            return on_call(machine, operation);
        });
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
    machine.process->begin_stop();
    machine.process->go_on_stopping(now());
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

// The operator stops every worker, restores the older copy of the store, and sets the cursor to what was settled then.
void World::back_up_and_restore() {
    around_.trace.note(0, "backs up");
    after(around_.weather.up_to(5min), [this, backup = around_.store.tables()] {
        if (!around_.weather.is_clear()) restore(backup);
    });
}

void World::restore(const MemoryTables& backup) {
    if (!backup.cursor) return;
    for (const auto& machine : machines_) kill(*machine, around_.weather.up_to(kDownMax));
    around_.store.restore(backup);
    const EventId settled = backup.cursor->settled_event_id;
    around_.trace.note(0, "restores, and sets the cursor to", settled.value);
    around_.tenure.cursor_set();
    std::ignore = MemoryCursorStore(around_.store).set(settled, "a simulated restore");
}

void World::make_peace() {
    around_.trace.note(0, "makes peace");
    around_.weather.clear();
    around_.carrier.behave();
    for (const auto& machine : machines_) {
        start(*machine);
        machine->process->resume(now());
    }
}

void World::give_back_dead_letters() {
    MemoryQueueState& dead_letters = around_.queue.dead_letters();
    for (const std::string& body : dead_letters.bodies()) std::ignore = around_.queue.put(body);
    while (true) {
        const auto taken = dead_letters.take(10, 1s);
        if (taken.empty()) return;
        for (const Delivery& delivery : taken) std::ignore = dead_letters.remove(delivery.receipt);
    }
}

std::optional<Fault> World::on_call(Machine& machine, Operation operation) {
    Process& process = *machine.process;
    Weather& weather = around_.weather;
    if (is_entry(operation)) return weather.fault(operation);
    const auto crash = [&] {
        kill(machine, weather.up_to(kDownMax));
        throw ProcessDeath{};
    };
    if (weather.crashes()) crash();
    if (const Duration time = weather.slowness(); time > 0s && long_calls_.size() < kDepthMax)
        go_on_until(process, now() + time);
    if (weather.pauses() && long_calls_.size() < kDepthMax) {
        pause(process, weather.pause());
        go_on_until(process, process.suspended_until());
    }
    if (process.is_dead()) throw ProcessDeath{};
    const auto fault = weather.fault(operation);
    if (fault) note_fault(process, operation, *fault);
    return fault;
}

// The calls of other stages within it may last longer than this one; its stage goes on only behind them.
void World::go_on_until(Process& process, Instant end) {
    long_calls_.push_back({.process = process.number(), .end = end});
    run_until(end);
    // It may have been paused meanwhile.
    while (!process.is_dead() && now() < process.suspended_until())
        run_until(process.suspended_until());
    excuse_delayed();
    long_calls_.pop_back();
}

void World::excuse_delayed() {
    for (const LongCall& call : long_calls_) {
        if (now() > call.end + kPunctual) around_.receipts.excuse_all_of(call.process);
    }
}

void World::note_fault(Process& process, Operation operation, const Fault& fault) {
    around_.trace.note(process.number(), to_string(operation),
                       fault.moment == Fault::Moment::after ? 1 : 0, "fails (1: after its effect)");
    if (operation == Operation::queue_extend) around_.receipts.excuse_all_of(process.number());
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
            if (task.is_busy || task.is_finished) continue;
            const Instant at = std::max(task.at, candidate->process->suspended_until());
            if (at >= next_at) continue;
            next_at = at;
            next = &task;
            machine = candidate.get();
        }
    }
    if (!events_.empty() && events_.begin()->first < next_at) {
        auto event = events_.extract(events_.begin());
        around_.truth.advance(std::max(Duration::zero(), event.key() - now()));
        event.mapped()();
        reap();
        return true;
    }
    if (!next) return false;
    around_.truth.advance(std::max(Duration::zero(), next_at - now()));
    step(*machine, *machine->process, *next);
    reap();
    return true;
}

// Chance decides who of several comes next.
Duration World::pace() {
    return 1ms + Duration(static_cast<Duration::rep>(random_.below(kPaceMax.count())));
}

void World::step(Machine& machine, Process& process, Task& task) {
    excuse_delayed();
    task.is_busy = true;
    Next wanted;
    try {
        wanted = task.stage.step(task.stop);
        task.is_busy = false;
    } catch (const ProcessDeath&) {
        task.is_busy = false;
        if (!process.is_dead()) kill(machine, around_.weather.up_to(kDownMax));
    }
    if (process.is_dead()) return;
    if (around_.weather.crashes()) return kill(machine, around_.weather.up_to(kDownMax));

    task.is_finished = wanted.kind == Next::Kind::finished;
    const bool is_idle =
        task.part == Task::Part::processor && process.queue().last_receive_was_empty();
    const Duration rest = is_idle ? kIdleReceive : pace();
    task.at = std::max(process.clock().truth_at(wanted.at), now() + rest);
    if (process.go_on_stopping(now())) kill(machine, around_.weather.up_to(kDownMax));
}

void World::reap() {
    std::erase_if(dead_, [](const auto& process) { return !process->is_busy(); });
}

}  // namespace scan::sim
