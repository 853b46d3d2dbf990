#include <algorithm>

#include "base/random.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

class Dice {
public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}

    bool often() { return random_.chance(0.6); }
    bool seldom() { return random_.chance(0.2); }
    std::int64_t number(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
    }
    // Whole milliseconds, so that the text of a scenario says it all.
    Duration time(Duration low, Duration high) {
        return std::chrono::milliseconds(number(low / 1ms, high / 1ms));
    }
    // Mostly small, sometimes large, often none at all.
    double rate(double high) {
        if (!often()) return 0;
        return static_cast<double>(number(1, 100)) / 100 * (random_.chance(0.5) ? high : high / 10);
    }

private:
    Random random_;
};

void draw_feed(Scenario& s, Dice& dice) {
    s.events = dice.number(20, 200);
    s.duration = dice.time(2min, 20min);
    s.backlog = dice.rate(1);
    s.parcels = dice.number(1, 30);
    s.id_step_max = dice.number(1, 4);
    s.malformed_rate = dice.rate(0.1);
    s.feed_exclusive = dice.seldom();
    s.feed_answers_gone = dice.seldom();
    s.page_cap = dice.seldom() ? dice.number(3, 30) : 0;
    s.oversized_rate = dice.seldom() ? 0.03 : 0;
    s.poison_events = dice.seldom() ? dice.number(1, 10) : 0;
    s.killer_events = dice.seldom() ? 1 : 0;
    s.truncated_rate = dice.rate(0.1);
    s.repeated_rate = dice.rate(0.3);
    // Some feeds are sorted by something else.
    s.unordered_rate = dice.seldom() ? 1 : dice.rate(0.3);
}

void draw_settings(Scenario& s, Dice& dice) {
    s.workers = dice.number(1, 4);
    s.processors = dice.number(1, 2);
    s.page_limit = dice.often() ? dice.number(3, 20) : dice.number(20, 500);
    s.poll_interval = dice.time(500ms, 10s);
    s.late_window = dice.seldom() ? 0ms : dice.time(20s, 90s);
    s.late_scan_interval = dice.time(2s, 20s);
    s.lease_duration = dice.time(3s, 30s);
    s.visibility_timeout = dice.time(8s, 60s);
    s.events_per_message = dice.often() ? dice.number(1, 10) : 250;
    s.batch_events_max = dice.often() ? dice.number(1, 100) : 5000;
    s.depth_max = dice.seldom() ? dice.number(3, 30) : 100'000;
    s.receive_count_max = dice.often() ? dice.number(2, 6) : 1000;
    s.keep_history = dice.seldom();
}

void draw_faults(Scenario& s, Dice& dice) {
    s.feed_fault_rate = dice.rate(0.2);
    s.queue_fault_rate = dice.rate(0.2);
    s.entry_fault_rate = dice.rate(0.2);
    s.store_fault_rate = dice.rate(0.2);
    s.throttled_share = dice.rate(0.5);
    s.duplicate_rate = dice.rate(0.1);
    s.lapse_rate = dice.rate(0.2);
    s.slow_rate = dice.rate(0.05);
    s.slow_max = dice.time(10ms, 3s);
    s.clock_drift_max = dice.rate(0.05);
    s.clock_jump_every = dice.seldom() ? dice.time(1min, 10min) : 0ms;
    s.crash_rate = dice.rate(0.002);
    s.stop_every = dice.seldom() ? dice.time(1min, 10min) : 0ms;
    s.pause_every = dice.seldom() ? dice.time(30s, 5min) : 0ms;
    s.pause_rate = dice.rate(0.01);
    s.pause_max = dice.time(1s, 3min);
    s.outage_every = dice.often() ? dice.time(1min, 10min) : 0ms;
    s.outage_max = dice.often() ? dice.time(1s, 2min) : dice.time(2min, 2h);
    s.read_only_share = dice.rate(1);
}

void draw_work_around_the_stream(Scenario& s, Dice& dice) {
    s.late_answer_rate = dice.rate(0.02);
    s.late_answer_max = dice.time(100ms, 40s);
    s.drains = dice.seldom();
    s.drain_every = s.drains ? dice.time(30s, 5min) : 0ms;
    s.keeper_receipts_max = dice.often() ? dice.number(1, 5) : 100;
    // Rows bear the times of wall clocks: one that jumps makes them older than they are, or a report newer.
    const bool clocks_agree = s.clock_jump_every == 0ms;
    s.batch_runs = clocks_agree && dice.seldom();
    if (s.keep_history && clocks_agree && dice.often()) s.history_keep = dice.time(1min, 10min);
}

// On a list in another order an event stands less than half a page from its place.
std::int64_t displacement_max(const Scenario& s) {
    const std::int64_t page = s.page_cap > 0 ? std::min(s.page_cap, s.page_limit) : s.page_limit;
    return (page - 1) / 2;
}

void draw_lasting_troubles(Scenario& s, Dice& dice) {
    s.whole_promise = true;
    const bool has_window = s.late_window > 0ms;
    if (s.late_rate > 0 && dice.seldom()) s.lateness_max = 3 * s.late_window;
    s.leaps = dice.seldom() ? dice.number(1, 3) : 0;
    s.stray_events = has_window && s.restores == 0 && dice.seldom() ? dice.number(1, 9) : 0;
    if (s.restores == 0 && s.nameless_rate == 0 && dice.seldom())
        s.purge_every = dice.time(20s, 5min);
    // What was withdrawn between backup and replay is lost by design, too.
    s.withdrawn_rate = s.restores == 0 && dice.seldom() ? 0.3 : 0;
    s.page_length_varies = dice.seldom();
    if (dice.seldom())
        s.page_bytes_max = dice.number(s.oversized_rate > 0 ? 18'000 : 1'000, 40'000);
    s.oldest_refused = dice.seldom();
    s.lasting_fault_every = dice.often() ? dice.time(30s, 5min) : 0ms;
    s.lasting_fault_max = dice.time(10s, 10min);
    // What a piece of a page hides that stands out of place, only a whole page would show.
    const bool is_whole = !s.page_length_varies && s.page_bytes_max == 0 &&
                          s.lasting_fault_every == 0ms && displacement_max(s) > 0;
    if (has_window && is_whole && dice.seldom())
        s.displaced_max = dice.number(1, displacement_max(s));
    // A replica that has not forgotten yet would clear what another one has.
    if (has_window && s.retention == 0ms && s.purge_every == 0ms && dice.seldom())
        s.replica_lag_max = dice.time(100ms, s.late_window / 20);
}

void draw_lanes(Scenario& s, Dice& dice) {
    if (dice.often()) return;
    s.parallel_requests = dice.seldom() ? 16 : 4;
    s.pages_per_range = dice.number(1, 12);
    if (dice.seldom()) s.pages_ahead_bytes = dice.number(1'000, 50'000);
}

// What a person had sent before a restore is lost by design, and a verification mends only what the feed shows below the cursor.
void draw_operators(Scenario& s, Dice& dice) {
    if (s.restores > 0 || !dice.often()) return;
    s.operators_every = dice.time(5s, 90s);
    s.operator_crash_rate = dice.rate(0.1);
    const bool shows_all = s.retention == 0ms && s.purge_every == 0ms && s.withdrawn_rate == 0 &&
                           s.leaps + s.stray_events == 0 && s.displaced_max == 0 &&
                           s.page_bytes_max == 0;
    if (shows_all && dice.often()) s.damage_every = dice.time(10s, 2min);
}

}  // namespace

Scenario draw_scenario(std::uint64_t seed) {
    Dice dice(seed);
    Scenario s;
    s.seed = seed;
    draw_feed(s, dice);
    draw_settings(s, dice);
    draw_faults(s, dice);
    const bool has_late = s.late_window > 0ms && dice.often();
    s.late_rate = has_late ? 0.01 * static_cast<double>(dice.number(1, 20)) : 0;
    // A clock that runs fast lets the window end early.
    s.lateness_max = has_late ? dice.time(1s, s.late_window / 10 * 9) : 0ms;
    s.restores = dice.seldom() ? 1 : 0;
    // What the feed forgets between backup and replay is lost by design, and so is a text without an id that was seen once.
    // Where the feed's end was seen, the worker trusts the feed to keep for a minute what comes next.
    if (s.restores == 0 && dice.seldom()) s.retention = dice.time(2min, 10min);
    if (s.restores == 0 && !s.feed_exclusive && s.retention == 0ms)
        s.nameless_rate = dice.rate(0.05);
    // What a feed forgets behind a stray id is lost without a gap.
    if (s.late_window > 0ms && s.retention == 0ms && dice.seldom()) s.stray_events = 1;
    draw_work_around_the_stream(s, dice);
    draw_lasting_troubles(s, dice);
    // What is too large for the queue would not be once it is compressed.
    if (s.oversized_rate == 0) s.compression = dice.number(0, 2);
    draw_lanes(s, dice);
    draw_operators(s, dice);
    // A verification mends only what is below the cursor, which may wait for the last of such ids.
    if (s.leaps + s.stray_events == 0 && s.damage_every == 0ms && dice.seldom())
        s.id_step_max = 1'000'000'000;
    return s;
}

}  // namespace scan::sim
