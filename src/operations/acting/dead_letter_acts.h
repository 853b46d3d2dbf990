#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "operations/acting/act.h"
#include "operations/ports/failed_events.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

// What the acts on dead letters work with.
struct DeadLetterActs {
    EventQueue& queue;  // of the workers
    EventQueue& dead_letters;
    FailedEvents& failed;
    ParcelStore& store;
    AuditLog& audit;
    Clock& clock;
    Duration visibility_timeout{};  // enough to send or apply ten messages
    bool keep_history = false;
    std::stop_token stop = {};
};

struct DeadLetterResult {
    bool is_dry_run = false;
    std::uint64_t count = 0;                    // when it began, an estimate on Amazon SQS
    std::uint64_t messages = 0;                 // done, or of a dry run: that would be
    std::uint64_t refused = 0;                  // by the queue; they stay dead letters
    std::uint64_t events = 0;                   // in the messages that were done
    std::uint64_t events_applied = 0;           // of a drain
    std::uint64_t events_failed = 0;            // of a drain, malformed ones included
    std::optional<Error> error = std::nullopt;  // it ended early; the rest is as it was
};

struct RedriveLimits {
    std::uint64_t messages_max = 0;    // 0: all that are there when it begins
    double messages_per_second = 0.0;  // 0: no limit
};

// Sends dead letters back to the workers' queue: each is sent first and deleted then, so that a
// crash in between leaves it twice, which is harmless.
Result<DeadLetterResult> redrive_dead_letters(const DeadLetterActs& acts, const Act& act,
                                              const RedriveLimits& limits);

// Applies the dead letters event by event, here; what cannot be applied becomes a failed event;
// then the message is deleted.
Result<DeadLetterResult> drain_dead_letters(const DeadLetterActs& acts, const Act& act);

// Deletes the dead letters, after each of their events was written to the failed events as
// discarded, with its text. rejected: there are not as many as `confirmed`, which a list showed.
Result<DeadLetterResult> purge_dead_letters(const DeadLetterActs& acts, const Act& act,
                                            std::uint64_t confirmed);

// For people and for the audit; `verb`: "sent back".
std::string summary(const DeadLetterResult& result, std::string_view verb);
std::string json_text(const DeadLetterResult& result);

}  // namespace scan
