#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "base/wait_after_error.h"
#include "domain/ids.h"
#include "operations/acting/act.h"
#include "operations/acting/work_pace.h"
#include "operations/jobs/job_claim.h"
#include "operations/jobs/job_work.h"
#include "operations/ports/job_board.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/feed.h"
#include "pipeline/reading/message_packing.h"

namespace scan {

// A range of the feed, both ends included.
struct ReplayRange {
    EventId from;
    EventId to;
};

// From the first id to the last, or to the cursor: what is above it will be read anyway.
// rejected: there is no cursor, or `to` is above it.
Result<ReplayRange> replay_range(CursorStore& cursors, EventId from, std::optional<EventId> to);

// Asks for the range to be read once more and queued; the cursor stays. Returns the job's id.
// rejected: the range is empty.
Result<std::int64_t> begin_replay(JobBoard& board, AuditLog& audit, const Act& act,
                                  const ReplayRange& range, std::uint64_t events_per_second);

inline constexpr std::string_view kReplayKind = "replay";

struct ReplaySettings {
    std::uint32_t page_limit = 1000;
    MessageLimits message;
    std::uint64_t depth_max = 0;  // messages in the queue at which it waits
    Duration retry_delay_max = std::chrono::seconds(30);
};

// Works on one replay: reads a page, queues what of it is in the range, and only then writes how far
// it has come; a crash in between queues a page twice, which is harmless. It begins slowly and grows
// while nothing fails. What the feed cannot give now is waited for. It is done when the feed shows
// nothing new up to the range's end, and fails if the queue refuses more than it takes.
//
// Ids are taken as they come within the range: its end keeps out an id far above all others.
class Replay final : public JobWork {
public:
    struct Ports {
        JobBoard& board;
        Feed& feed;
        EventQueue& queue;
        Clock& clock;
    };

    // REQUIRES: `job` is a replay, and `claim` is of it.
    Replay(const Ports& ports, const Job& job, const JobClaim& claim, ReplaySettings settings,
           Random random);

    Next step(const StopPhases& stop) override;

    JobState state() const override { return hold_.state(); }
    const std::string& result() const override { return hold_.result(); }
    const JobProgress& progress() const override { return progress_; }
    const ReplayRange& range() const { return range_; }

private:
    Next read(const StopPhases& stop);
    Next send(const EventPage& page);
    Next wait_after(const Error& error);
    Next wait_until(Instant wake);

    Ports ports_;
    JobHold hold_;
    const ReplaySettings settings_;
    ReplayRange range_;
    JobProgress progress_;
    WorkPace pace_;
    WaitAfterError outage_;
    EventPageDecoder decoder_;
    Instant wakes_at_{};
    bool is_at_end_ = false;
};

// The range of a replay's job; nullopt: it is none.
std::optional<ReplayRange> replay_range_of(const Job& job);

}  // namespace scan
