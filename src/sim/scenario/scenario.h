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

    bool feed_exclusive = false;
    bool feed_answers_gone = false;
    std::int64_t page_cap = 0;
    double late_rate = 0;
    Duration lateness_max{};        // below the late window
    std::int64_t stray_events = 0;  // with ids far above all others
    Duration retention{};
    double truncated_rate = 0;
    double repeated_rate = 0;
    double unordered_rate = 0;

    std::int64_t workers = 1;
    std::int64_t processors = 1;
    std::int64_t page_limit = 100;
    Duration poll_interval = std::chrono::seconds(5);
    Duration late_window = std::chrono::seconds(60);
    Duration late_scan_interval = std::chrono::seconds(15);
    Duration lease_duration = std::chrono::seconds(15);
    Duration visibility_timeout = std::chrono::seconds(30);
    std::int64_t events_per_message = 250;
    std::int64_t batch_events_max = 5000;
    std::int64_t depth_max = 100'000;
    std::int64_t receive_count_max = 5;
    bool keep_history = false;

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

    bool operator==(const Scenario&) const = default;
};

// Which kinds of trouble there are, and how much of each. Same seed, same scenario.
Scenario draw_scenario(std::uint64_t seed);

// `key=value` for every field, with spaces between; durations in whole milliseconds.
std::string to_text(const Scenario& scenario);

// Reads what `to_text` writes, over several lines or one; what is not named keeps its default. The error says what is wrong.
std::expected<Scenario, std::string> parse_scenario(std::string_view text);

}  // namespace scan::sim
