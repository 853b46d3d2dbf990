#pragma once

#include "sim/operators/operators.h"
#include "sim/world.h"

namespace scan::sim {

// What befalls the world by itself, as often as the scenario says: to machines, to the parties that they work with, and by operators.
class Trouble {
public:
    // `world` outlives it, and runs it.
    explicit Trouble(World& world);

    // It ends: what is down comes up, what is paused goes on.
    void make_peace();

    // In peace: operators do what is left to do.
    void put_right();
    std::string what_is_left() const { return operators_.what_is_left(); }

    // An operator empties the dead letters: gives them back to the queue, or has them applied.
    void empty_dead_letters();

private:
    void plan_for_machines();
    void plan_for_parties();
    void plan_for_operators();
    void every(Duration interval, const Agenda::Event& event);

    void begin_outages();
    void back_up_and_restore();
    void restore(const MemoryTables& backup, const EventBook::Kept& kept);
    void give_back_dead_letters();
    void mend_store();

    World& world_;
    Surroundings& around_;
    Random random_;
    Operators operators_;
};

}  // namespace scan::sim
