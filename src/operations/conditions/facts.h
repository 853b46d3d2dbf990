#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "operations/conditions/condition.h"
#include "operations/ports/pause_switch.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/store_status.h"

// What is known of the work, with times. Times are of the wall clocks of those who tell; a fact that nobody has told is absent.

namespace scan {

// Something of the table of conditions that only whoever tells it can know.
struct Sign {
    ConditionId id{};
    UtcTime since{};
    std::string detail = {};                // one line for people
    std::optional<UtcTime> last_good = {};  // when the dependency last worked
    std::optional<UtcTime> next_try = {};
    std::optional<UtcTime> ends_at = {};  // of a credential

    bool operator==(const Sign&) const = default;
};

// What a worker that may poll knows of the feed.
struct PollingFacts {
    bool holds_lease = false;
    bool is_at_head = false;  // the last page had nothing new, or was not full
    bool is_waiting = false;  // after an error, for room in the queue, or because it is paused
    std::optional<UtcTime> lease_held_since = {};
    std::optional<UtcTime> asked_at = {};         // when the feed was last asked
    std::optional<UtcTime> at_head_at = {};       // when it last was
    std::optional<UtcTime> new_at = {};           // when a page last had something new
    std::optional<UtcTime> newest_event_at = {};  // the event time of the newest event read
    double events_per_second = 0;                 // queued in the last minute
    double messages_per_second = 0;               // sent in the last minute
    // Seconds of the feed's time that are read a second; nullopt: not known, or it swings.
    std::optional<double> pace = {};
    // Since when it is behind without a forecast.
    std::optional<UtcTime> no_forecast_since = {};

    bool operator==(const PollingFacts&) const = default;
};

// What a worker that processes knows of the queue.
struct ProcessingFacts {
    // When a message was last acknowledged, or the queue last had none.
    std::optional<UtcTime> progress_at = {};
    // Since when the batch is held that is held longest.
    std::optional<UtcTime> held_since = {};
    double events_per_second = 0;    // applied in the last minute
    double messages_per_second = 0;  // acknowledged in the last minute

    bool operator==(const ProcessingFacts&) const = default;
};

// What a worker writes to its row.
struct WorkerFacts {
    std::string name = {};  // as the lease names its holder
    std::string role = {};  // both, poll, process
    std::string version = {};
    std::string admin_address = {};       // empty: none
    std::vector<std::string> reads = {};  // the forms of messages that it can read
    UtcTime started_at{};
    UtcTime told_at{};     // when this was written
    bool is_live = false;  // by the store's clock
    std::optional<PollingFacts> polling = {};
    std::optional<ProcessingFacts> processing = {};
    std::vector<Sign> signs = {};
    // How late the latest event of the last 30 days came, and when.
    std::optional<Duration> lateness_max = {};
    std::optional<UtcTime> lateness_at = {};
    // What this worker last judged of the whole work, for the table's readers: the state's name, empty before it has judged, and up to when
    // every scan is in the table.
    std::string state = {};
    std::optional<UtcTime> complete_to = {};

    bool operator==(const WorkerFacts&) const = default;
};

// Open failed events with one reason.
struct FailedReason {
    std::string reason;
    std::uint64_t count = 0;
    UtcTime oldest{};

    bool operator==(const FailedReason&) const = default;
};

// A feed gap that nobody has acknowledged and nothing has filled.
struct OpenGap {
    EventId after_event_id;
    EventId before_event_id;
    UtcTime noticed_at{};
    bool is_proven = true;

    bool operator==(const OpenGap&) const = default;
};

// What the store's tables say.
struct StoreFacts {
    StoreStatus status = {};
    std::vector<FailedReason> failed = {};  // the most frequent first
    std::vector<OpenGap> gaps = {};         // the newest first, at most kOpenGapsMax
    std::vector<Pause> paused = {};         // those that have ended by themselves among them
    std::uint64_t differences = 0;          // that the last verification found and nobody mended
    std::optional<UtcTime> verified_at = {};
    // The tables are newer than the program, and say that it may run on them: their version.
    std::optional<int> newer_schema = {};
};

inline constexpr std::size_t kOpenGapsMax = 100;

// What whoever looks knows. The settings are its own.
struct Facts {
    UtcTime now{};
    Duration grace = std::chrono::minutes(1);
    Duration lag_max = std::chrono::minutes(15);
    std::optional<Duration> quiet_max = {};  // nullopt: a quiet feed is no condition
    Duration poll_interval = std::chrono::seconds(5);
    Duration late_window = std::chrono::minutes(1);
    std::optional<StoreFacts> store = {};  // nullopt: it could not be read
    std::optional<QueueDepth> queue = {};  // likewise
    std::vector<WorkerFacts> workers = {};
    // What whoever looks found itself, as a store that does not answer.
    std::vector<Sign> own = {};
};

}  // namespace scan
