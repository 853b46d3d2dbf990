#include "sim/operators/desk.h"

#include <fmt/format.h>

namespace scan::sim {
namespace {

// Of an operator's calls.
constexpr double kSlowShare = 0.2;
constexpr Duration kSlowMax = std::chrono::seconds(10);
// Long runs make thousands of lines.
constexpr Duration kAuditKept = std::chrono::minutes(10);

bool changes(Operation operation) {
    return is_write(operation) || operation == Operation::queue_acknowledge;
}

}  // namespace

Desk::Desk(World& its_world, const Act& act, Random its_random)
    : world(its_world),
      may_change(!act.is_dry_run),
      random(its_random),
      faults([this](Operation operation) { return before_call(operation); }),
      clock(world),
      watched_queue(world.around(), 0),
      sending_queue(watched_queue),
      queue(sending_queue, faults),
      watched_letters(world.around()),
      dead_letters(watched_letters, faults),
      watched_failed(world.around()),
      failed(watched_failed, faults),
      outlet(queue, failed),
      trial(world.around().store),
      memory_audit(world.around().store, kAuditKept),
      audit(memory_audit, faults),
      watched_gaps(world.around()),
      gaps(watched_gaps, faults),
      memory_pauses(world.around().store),
      pauses(memory_pauses, faults),
      memory_cursors(world.around().store),
      cursors(memory_cursors, faults),
      watched_parcels(world.around()),
      parcels(watched_parcels, faults),
      jobs(world.around(), faults, {queue, cursors, parcels, clock}, Random(random.next())) {}

DeadLetterActs Desk::dead_letter_acts() {
    const Scenario& s = world.around().scenario;
    return {.queue = queue,
            .dead_letters = dead_letters,
            .failed = failed,
            .store = parcels,
            .audit = audit,
            .clock = clock,
            .visibility_timeout = s.visibility_timeout,
            .keep_history = s.keep_history};
}

std::optional<Fault> Desk::before_call(Operation operation) {
    Surroundings& around = world.around();
    if (!may_change && changes(operation))
        around.violations.add(Rule::acts_as_told,
                              fmt::format("a dry run changes something: {}", to_string(operation)));
    if (is_entry(operation)) return around.weather.fault(operation);
    if (!around.weather.is_clear()) {
        if (random.chance(around.scenario.operator_crash_rate)) throw ProcessDeath{};
        if (random.chance(kSlowShare)) world.pass(around.weather.up_to(kSlowMax));
    }
    return around.weather.fault(operation);
}

}  // namespace scan::sim
