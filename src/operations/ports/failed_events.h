#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/utc_time.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

enum class FailedState {
    open,
    retried,    // its text is on its way through the queue; open again if that comes to nothing
    resolved,   // an event with its id was applied, or an edited text took its place
    discarded,  // a person said that it is not needed
};

// A failed event as it stands in the store.
struct FailedEventRecord {
    std::int64_t id = 0;  // in the order of coming
    FailedEvent event;    // its body is empty in lists
    FailedState state = FailedState::open;
    std::uint64_t occurrences = 0;
    UtcTime failed_at;  // first
    UtcTime last_failed_at;
    std::optional<std::string> edited_body = std::nullopt;  // what took its place
};

// Those of one reason that are in one state.
struct FailedEventGroup {
    std::string reason;
    std::uint64_t count = 0;
    UtcTime first_failed_at;
    UtcTime last_failed_at;

    bool operator==(const FailedEventGroup&) const = default;
};

struct FailedEventFilter {
    struct EventIds {  // both included
        EventId first;
        EventId last;
    };
    std::optional<std::string> reason = std::nullopt;
    std::optional<FailedState> state = std::nullopt;
    std::optional<EventIds> event_ids = std::nullopt;  // none without an EventId are among them
    std::int64_t up_to_id = std::numeric_limits<std::int64_t>::max();
};

// What was shown of a selection. What comes later has a higher id, and is left out.
struct Watermark {
    std::uint64_t count = 0;
    std::int64_t highest_id = 0;

    bool operator==(const Watermark&) const = default;
};

// Failed events, and what a person does with them. One object serves one thread.
class FailedEvents {
public:
    virtual ~FailedEvents() = default;

    // The newest with an id below `below_id`, newest first, without their bodies.
    virtual Result<std::vector<FailedEventRecord>> list(const FailedEventFilter& filter,
                                                        std::int64_t below_id,
                                                        std::uint32_t rows_max) = 0;

    // The oldest with an id above `above_id`, oldest first, with their bodies.
    virtual Result<std::vector<FailedEventRecord>> pick(const FailedEventFilter& filter,
                                                        std::int64_t above_id,
                                                        std::uint32_t rows_max) = 0;

    virtual Result<Watermark> measure(const FailedEventFilter& filter) = 0;

    // By count, the most first; at most `rows_max`.
    virtual Result<std::vector<FailedEventGroup>> groups(std::optional<FailedState> state,
                                                         std::uint32_t rows_max) = 0;

    virtual Result<std::optional<FailedEventRecord>> find(std::int64_t id) = 0;

    // The ids that the text has by today's rules: applying an event with this id resolves the row.
    struct Identity {
        std::int64_t id = 0;
        EventId event_id;
        ParcelId parcel_id;
    };
    virtual Result<> identify(std::span<const Identity> rows) = 0;

    // Marks open rows as retried; others stay as they are.
    virtual Result<> mark_retried(std::span<const std::int64_t> ids) = 0;

    // Rows that are still retried are open again; others stay as they are.
    virtual Result<> reopen(std::span<const std::int64_t> ids) = 0;

    // Closes rows that are open or retried, for good: the same text again stays closed. Returns how
    // many were closed.
    virtual Result<std::uint64_t> discard(std::span<const std::int64_t> ids) = 0;

    // Keeps these texts as discarded, as a purge of the dead letters does before it deletes them; one
    // that stands there already and is open is discarded. Durable when it returns.
    virtual Result<> set_aside(std::span<const FailedEvent> events) = 0;

    // Closes the row as resolved by another text. False: it is closed already, or not there.
    virtual Result<bool> replace(std::int64_t id, const std::string& edited_body) = 0;
};

}  // namespace scan
