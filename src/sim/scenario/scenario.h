#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace scan::sim {

// Everything that decides a simulation: drawn from a seed, or read from a file. Rates are probabilities; a Duration of zero, and a
// count of zero, say that a thing never happens. A value.
struct Scenario {
    std::uint64_t seed = 1;

    std::int64_t events = 100;
    Duration duration = std::chrono::minutes(20);  // in which the events become due
    double backlog = 0;                            // the share that is there at the start
    std::int64_t parcels = 10;
    std::int64_t id_step_max = 1;
    double malformed_rate = 0;
    double nameless_rate = 0;  // events without a usable id
    double oversized_rate = 0;
    std::int64_t poison_events = 0;  // that the store rejects
    std::int64_t killer_events = 0;  // that kill the process which applies them
    std::int64_t leaps = 0;          // by which the ids go on far above

    bool feed_exclusive = false;
    bool feed_answers_gone = false;
    std::int64_t page_cap = 0;
    double late_rate = 0;
    Duration lateness_max{};  // above the late window: what comes that late is counted, not owed
    std::int64_t stray_events = 0;  // with ids far above all others; at most 9
    Duration retention{};
    Duration purge_every{};  // the feed forgets everything up to some event, read or not
    double withdrawn_rate =
        0;  // of what the queue has, each ten seconds: the feed does not show it again
    double truncated_rate = 0;
    double repeated_rate = 0;
    double unordered_rate = 0;
    std::int64_t displaced_max =
        0;  // places that an event of the feed's list may stand behind its id's
    bool page_length_varies = false;
    std::int64_t page_bytes_max = 0;  // zero: none is too large
    Duration replica_lag_max{};       // each answer may be as old as that
    Duration lasting_fault_every{};   // one question has one bad answer, for as long as it lasts
    Duration lasting_fault_max{};
    std::int64_t lasting_question = 0;  // of LastingFaults; zero: drawn anew each time
    std::int64_t lasting_answer = 0;
    bool oldest_refused = false;  // nobody is ever told the feed's oldest id

    std::int64_t workers = 1;
    std::int64_t processors = 1;
    std::int64_t page_limit = 100;
    std::int64_t parallel_requests = 1;
    std::int64_t pages_per_range = 12;            // that a lane reads before it reads elsewhere
    std::int64_t pages_ahead_bytes = 32'000'000;  // of pages that wait for the reader
    Duration poll_interval = std::chrono::seconds(5);
    Duration late_window = std::chrono::seconds(60);
    Duration late_scan_interval = std::chrono::seconds(15);
    Duration lease_duration = std::chrono::seconds(15);
    Duration visibility_timeout = std::chrono::seconds(30);
    std::int64_t events_per_message = 250;
    std::int64_t compression = 0;  // 0: no worker compresses messages; n: each nth does
    std::int64_t batch_events_max = 5000;
    std::int64_t depth_max = 100'000;
    std::int64_t receive_count_max = 5;
    bool keep_history = false;
    Duration history_keep{};  // how long the store keeps history; zero: for ever
    bool batch_runs = false;  // a worker ends when all is done, and begins again later
    std::int64_t keeper_receipts_max = 100;

    double feed_fault_rate = 0;
    double queue_fault_rate = 0;
    double entry_fault_rate = 0;  // single entries of a batch
    double store_fault_rate = 0;
    double lost_answer_share = 0.5;  // of the faults: they take effect, and the answer is lost
    double throttled_share = 0;
    double duplicate_rate = 0;  // messages that the queue delivers once more
    double lapse_rate = 0;      // deliveries that the queue hands out again at once
    double slow_rate = 0;
    Duration slow_max{};
    double late_answer_rate = 0;  // of the calls that took effect: the answer comes late
    Duration late_answer_max{};

    double clock_drift_max = 0;
    Duration clock_jump_every{};
    double crash_rate = 0;  // before and after each step and each call of a port
    Duration stop_every{};  // an orderly stop
    Duration pause_every{};
    double pause_rate = 0;  // in the middle of a call
    Duration pause_max{};
    Duration outage_every{};
    Duration outage_max{};
    double read_only_share =
        0;  // of the store's and the queue's outages: they refuse only what writes
    std::int64_t restores = 0;
    bool drains = false;  // dead letters are drained, instead of given back to the queue
    Duration drain_every{};
    // Operators retry, edit, discard, redrive, drain, purge, replay, import, verify, pause, acknowledge and order jobs, so often.
    Duration operators_every{};
    double operator_crash_rate = 0;  // at each call of theirs
    Duration damage_every{};         // somebody writes into a row of the table by hand

    // The run is held to all that the reader promises. Scenarios that failed before it did so leave it off.
    bool whole_promise = false;

    bool operator==(const Scenario&) const = default;

    // As they are if they are made of the time: a reader can take each for a leap.
    bool ids_are_far_apart() const { return id_step_max > 1'000'000; }
    bool may_be_unordered() const {
        return unordered_rate > 0 || repeated_rate > 0 || displaced_max > 0;
    }
};

// Which kinds of trouble there are, and how much of each. Same seed, same scenario.
Scenario draw_scenario(std::uint64_t seed);

// `key=value` for every field, with spaces between; durations in whole milliseconds.
std::string to_text(const Scenario& scenario);

// Reads what `to_text` writes, over several lines or one; what is not named keeps its default. The error says what is wrong.
std::expected<Scenario, std::string> parse_scenario(std::string_view text);

// The scenario in what a run printed, with seeds, trace and rules around it, or as JSON; of several the first. A text that was written
// by hand is all scenario.
std::string_view scenario_in(std::string_view printed);

}  // namespace scan::sim
