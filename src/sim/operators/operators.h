#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/operators/desk.h"

namespace scan::sim {

// People who act on the installation with the commands' own code: at random while things go wrong, and in the end so that nothing is
// left to do. What they do goes on beside the workers, and is judged where it takes effect.
class Operators final {
public:
    explicit Operators(World& world);

    // One command, from its start to its end or death.
    void act();
    // Somebody writes into a row of the table, past the worker.
    void damage();

    // Without faults: ends pauses, and does what is left to do.
    void put_right();
    // Empty: nothing.
    std::string what_is_left() const;

private:
    using Command = void (Operators::*)(Desk&, const Act&);
    struct Verb {
        std::string_view name;
        Command command;
        int weight = 1;
        bool overrules_the_feed = false;  // what it leaves is not what the feed shows
    };
    static const Verb kVerbs[];

    const Verb& draw_verb();
    void run(const Verb& verb);

    void retry(Desk& desk, const Act& act);
    void edit(Desk& desk, const Act& act);
    void discard(Desk& desk, const Act& act);
    void redrive(Desk& desk, const Act& act);
    void drain(Desk& desk, const Act& act);
    void purge(Desk& desk, const Act& act);
    void replay(Desk& desk, const Act& act);
    void import(Desk& desk, const Act& act);
    void verify(Desk& desk, const Act& act);
    void pause(Desk& desk, const Act& act);
    void resume(Desk& desk, const Act& act);
    void acknowledge(Desk& desk, const Act& act);
    void order_job(Desk& desk, const Act& act);
    // As a command does it, in the foreground.
    void run_job(Desk& desk, std::int64_t id);
    // Some of the failed events, as they were shown.
    FailedSelection selection(Desk& desk);
    bool rests_on_what_waits_for_a_person(ParcelId parcel) const;
    void let_jobs_go_on(Desk& desk, const Act& act);
    void verify_what_was_damaged(Desk& desk, const Act& act);

    World& world_;
    Surroundings& around_;
    Random random_;
    std::optional<Instant> put_right_at_;
    std::optional<Instant> verified_at_;
};

}  // namespace scan::sim
