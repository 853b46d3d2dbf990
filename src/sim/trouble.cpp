#include "sim/trouble.h"

#include <tuple>

#include "sim/drain.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

constexpr Duration kDownMax = 1min;
// A feed's own work on its list.
constexpr Duration kFeedInterval = 10s;
constexpr double kOutagesTogether = 0.25;

}  // namespace

Trouble::Trouble(World& world)
    : world_(world),
      around_(world.around()),
      random_(around_.scenario.seed ^ 0x7206b1eu),
      operators_(world) {
    plan_for_machines();
    plan_for_parties();
    plan_for_operators();
}

void Trouble::every(Duration interval, const Agenda::Event& event) {
    if (interval == 0s) return;
    world_.after(around_.weather.up_to(2 * interval), [this, interval, event] {
        if (around_.weather.is_clear()) return;
        event();
        every(interval, event);
    });
}

void Trouble::plan_for_machines() {
    const Scenario& s = around_.scenario;
    every(s.clock_jump_every,
          [this] { world_.any_machine().clock.jump_utc(around_.weather.up_to(48h) - 24h); });
    every(s.stop_every, [this] { world_.stop(world_.any_machine()); });
    every(s.pause_every, [this] {
        if (Process* const process = world_.any_machine().process.get())
            world_.pause(*process, around_.weather.pause());
    });
}

void Trouble::plan_for_parties() {
    const Scenario& s = around_.scenario;
    every(s.outage_every, [this] { begin_outages(); });
    const auto cursor = [this] { return around_.store.tables().cursor; };
    if (s.retention > 0s)
        every(kFeedInterval, [this, cursor] { around_.carrier.forget_old(cursor()); });
    every(s.purge_every, [this, cursor] {
        around_.trace.note(0, "the feed is purged");
        around_.carrier.purge(cursor());
    });
    if (s.withdrawn_rate > 0) every(kFeedInterval, [this] { around_.carrier.withdraw(); });
    every(s.lasting_fault_every, [this, cursor] {
        around_.trace.note(0, "one question will not be answered well");
        around_.carrier.begin_lasting_fault(cursor());
    });
}

void Trouble::plan_for_operators() {
    const Scenario& s = around_.scenario;
    for (std::int64_t i = 0; i < s.restores; ++i)
        world_.after(around_.weather.up_to(s.duration), [this] { back_up_and_restore(); });
    every(s.drain_every, [this] { empty_dead_letters(); });
    if (s.operators_every == 0s) return;
    // Two people, who do not know of each other.
    every(s.operators_every, [this] { operators_.act(); });
    every(s.operators_every, [this] { operators_.act(); });
    every(s.damage_every, [this] { operators_.damage(); });
    world_.after(around_.weather.up_to(2 * s.duration), [this] { mend_store(); });
}

// Outages come together, too.
void Trouble::begin_outages() {
    const auto chosen = static_cast<Party>(random_.below(3));
    for (const Party party : {Party::feed, Party::queue, Party::store}) {
        if (party != chosen && !random_.chance(kOutagesTogether)) continue;
        around_.trace.note(0, "outage of party", static_cast<int>(party));
        around_.weather.begin_outage(party);
    }
}

// The operator stops every worker, restores the older copy of the store, and sets the cursor to what was settled then.
void Trouble::back_up_and_restore() {
    around_.trace.note(0, "backs up");
    world_.after(around_.weather.up_to(5min),
                 [this, backup = around_.store.tables(), kept = around_.events.kept()] {
                     if (!around_.weather.is_clear()) restore(backup, kept);
                 });
}

void Trouble::restore(const MemoryTables& backup, const EventBook::Kept& kept) {
    if (!backup.cursor) return;
    for (const auto& machine : world_.machines())
        world_.kill(*machine, around_.weather.up_to(kDownMax));
    around_.store.restore(backup);
    around_.events.restore(kept, backup);
    const EventId settled = backup.cursor->settled_event_id;
    around_.trace.note(0, "restores, and sets the cursor to", settled.value);
    around_.tenure.cursor_set();
    around_.events.cursor_set(settled);
    std::ignore = MemoryCursorStore(around_.store).set(settled, "a simulated restore");
}

void Trouble::make_peace() {
    around_.trace.note(0, "makes peace");
    around_.weather.clear();
    around_.carrier.behave();
    world_.wake_all();
}

// From now on the store takes what it rejected.
void Trouble::mend_store() {
    around_.trace.note(0, "the store is mended");
    around_.store.accept_parcel(ParcelId{kPoisonParcel});
    around_.events.store_mended();
}

void Trouble::put_right() {
    if (around_.scenario.operators_every == 0s) return;
    if (!around_.events.is_store_mended()) mend_store();
    operators_.put_right();
}

void Trouble::empty_dead_letters() {
    if (around_.scenario.drains) {
        Drain(around_).run();
    } else {
        give_back_dead_letters();
    }
}

void Trouble::give_back_dead_letters() {
    MemoryQueueState& dead_letters = around_.queue.dead_letters();
    for (const std::string& body : dead_letters.bodies()) std::ignore = around_.queue.put(body);
    while (true) {
        const auto taken = dead_letters.take(10, 1s);
        if (taken.empty()) return;
        for (const Delivery& delivery : taken) std::ignore = dead_letters.remove(delivery.receipt);
    }
}

}  // namespace scan::sim
