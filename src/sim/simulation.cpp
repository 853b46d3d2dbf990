#include "sim/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/judge/final_check.h"
#include "sim/trouble.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kTraceTail = 60;
// Outages begin again and again; some time faults must end.
constexpr Duration kFaultyMax = 4h;
// Without faults everything must be done within this time: leases and receipts run out, backoffs end.
constexpr Duration kConvergenceMax = 15min;
constexpr Duration kIdle = 5min;
// All is well so many times in a row, a second apart: who still has in hand what another has done may set something aside.
constexpr int kLooks = 20;

class Run {
public:
    explicit Run(const Scenario& scenario)
        : world_(scenario), trouble_(world_), began_at_(world_.now()) {}

    Outcome outcome() {
        suffer();
        if (is_clean() && converge()) {
            idle();
            check_end(final_state(), around().violations);
        }
        return {.violations = around().violations.all(),
                .trace = is_clean() ? std::vector<std::string>() : around().trace.tail(kTraceTail),
                .simulated = world_.now() - began_at_,
                .later_than_window = around().events.later_than_window()};
    }

private:
    Surroundings& around() { return world_.around(); }
    FinalState final_state() {
        return {.scenario = around().scenario,
                .events = around().events,
                .store = around().store,
                .forgotten_gaps = around().forgotten_gaps,
                .queue = around().queue.depth()};
    }
    bool is_clean() { return around().violations.empty(); }

    void suffer() {
        const Instant last = began_at_ + around().scenario.duration;
        while (is_clean() && world_.now() < began_at_ + kFaultyMax &&
               world_.now() < std::max(last, around().weather.outages_end())) {
            world_.run_until(world_.now() + 1s);
        }
        trouble_.make_peace();
    }

    bool converge() {
        const Instant deadline = world_.now() + kConvergenceMax;
        std::string missing = "not looked yet";
        int well = 0;
        while (is_clean() && well < kLooks && world_.now() < deadline) {
            world_.run_until(world_.now() + 1s);
            around().carrier.show_due();
            // Receives that were burned before are counted still.
            trouble_.empty_dead_letters();
            trouble_.put_right();
            missing = what_is_missing(final_state());
            if (missing.empty()) missing = trouble_.what_is_left();
            well = missing.empty() ? well + 1 : 0;
        }
        if (is_clean() && !missing.empty()) {
            around().violations.add(
                Rule::converges_and_idles,
                fmt::format("{} min after the last fault: {}", kConvergenceMax / 1min, missing));
            check_end(final_state(), around().violations);
        }
        return is_clean();
    }

    // Once the late window has passed, the worker asks for new and for late events, keeps its lease, and does nothing else.
    void idle() {
        const Scenario& s = around().scenario;
        // The question for the oldest event may be asked five times, each with a poll or two, before it counts as unanswered.
        world_.run_until(world_.now() + 2 * s.late_window + 2 * s.late_scan_interval +
                         10 * s.poll_interval + 1min);
        const auto requests = around().requests.requests();
        const auto sends = around().sends;
        const auto applies = around().applies;
        const auto moves = around().cursor_moves;
        const auto lease_writes = around().lease_writes;
        world_.run_until(world_.now() + kIdle);
        // Below the cursor's own id the late window stays open where ids are missing; a feed that answers "gone" is asked twice.
        // Below a leap the cursor may wait, and two pages then show what is above; what a page leaves unexplained is asked each minute.
        const auto scans = s.late_window > Duration::zero() ? kIdle / s.late_scan_interval : 0;
        const bool has_leaps = s.leaps + s.stray_events > 0 || s.ids_are_far_apart();
        const auto polls = (has_leaps ? 2 : 1) * (kIdle / s.poll_interval);
        const auto asks =
            polls + (has_leaps && s.may_be_unordered() ? pages_of_a_scan() : 1) * scans;
        const auto needed = (s.feed_answers_gone ? 2 : 1) * asks + 2 * (kIdle / 1min);
        bound("requests to the feed", around().requests.requests() - requests,
              1.2 * static_cast<double>(needed) + 10);
        bound("messages sent", around().sends - sends, 0);
        bound("batches applied", around().applies - applies, 0);
        bound("moves of the cursor", around().cursor_moves - moves, 0);
        bound("writes of the lease", around().lease_writes - lease_writes,
              1.2 * static_cast<double>(3 * kIdle / s.lease_duration) + 3);
    }

    // Of a feed in another order, that has forgotten the upper end of what is owed: each page proves a quarter of itself.
    std::int64_t pages_of_a_scan() {
        std::int64_t pages = 1;
        for (auto left = static_cast<std::int64_t>(around().carrier.served()); left > 0; ++pages)
            left -= std::max<std::int64_t>(1, std::min(left, around().scenario.page_limit) / 4);
        return pages;
    }

    void bound(std::string_view what, std::size_t count, double max) {
        if (static_cast<double>(count) > max)
            around().violations.add(Rule::converges_and_idles,
                                    fmt::format("idle for {} min: {} {}, at most {:.0f} are needed",
                                                kIdle / 1min, count, what, max));
    }

    World world_;
    Trouble trouble_;
    Instant began_at_;
};

}  // namespace

Outcome simulate(const Scenario& scenario) {
    return Run(scenario).outcome();
}

}  // namespace scan::sim
