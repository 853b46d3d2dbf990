#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "operations/acting/act.h"
#include "operations/ports/feed_gaps.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/reading/message_packing.h"

namespace scan {

struct ImportResult {
    static constexpr std::size_t kLinesMax = 20;  // unreadable ones that are named

    bool is_dry_run = false;
    std::uint64_t events = 0;   // queued, or of a dry run: that would be
    std::uint64_t refused = 0;  // messages that the queue will never take
    std::uint64_t unreadable = 0;
    std::vector<std::uint64_t> unreadable_lines = {};
    std::optional<EventId> lowest = std::nullopt;
    std::optional<EventId> highest = std::nullopt;
    std::vector<std::int64_t> gaps_filled = {};  // their ids
    std::optional<Error> error = std::nullopt;   // it ended early; importing again is right
};

struct ImportPorts {
    EventQueue& queue;
    FeedGaps& gaps;
    AuditLog& audit;
    Clock& clock;
};

struct ImportSettings {
    MessageLimits message;
    std::uint64_t depth_max = 0;  // messages in the queue at which it waits; 0: no limit
};

// Queues the carrier's export: a page of events, or a page or an event a line. What a worker makes
// of an event is the same as from the feed. A feed gap is closed as filled if the export reaches
// over it, from its first id or below to its last or above, and only after all of it was queued.
// What is no JSON is unreadable, and a line is queued whole or not at all.
// A crash leaves a part of it queued; importing all of it again is harmless. `name`: of the file.
Result<ImportResult> import_events(const ImportPorts& ports, const Act& act, std::istream& file,
                                   const std::string& name, const ImportSettings& settings,
                                   std::stop_token stop);

std::string summary(const ImportResult& result);
std::string json_text(const ImportResult& result);

}  // namespace scan
