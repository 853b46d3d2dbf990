#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/id_range.h"
#include "operations/acting/act.h"
#include "operations/jobs/row_comparison.h"
#include "operations/ports/job_board.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// The table compared with the feed, over a range of ids.
//
// A row is right if merging what the feed shows of its parcel changes nothing in it, and if, where
// both know the same event, the columns of that event are equal. So what the feed has forgotten is
// no difference, nor what older events than the range brought, nor a time that was adopted without
// an event id. Event by event: what was discarded counts as not there, what was edited counts as its
// new text, and what is still an open failed event is waited for by a person, not by this.
//
// It is a job (verify_work.h). What it has found is kept with the job, so that it goes on after a
// crash, and so that whoever asks later is told.

// What becomes of a difference.
enum class VerifyMend {
    nothing,
    missing,  // what the feed shows and the table lacks is applied, as the processor would
    all,      // and what both sides know of the same event is overwritten
};

struct VerifyRequest {
    EventId from;
    std::optional<EventId> to = std::nullopt;  // nullopt: the cursor
    VerifyMend mend = VerifyMend::nothing;
    std::uint64_t requests_per_second = 0;  // of the feed; 0: no limit
    bool is_at_leisure = false;  // the feed is asked only while the poller is at its head
};

struct Verification {
    static constexpr std::size_t kDifferencesMax = 100;  // told one by one

    IdRange range;  // up to the cursor
    std::uint64_t events = 0;
    std::uint64_t parcels = 0;  // of each window
    std::uint64_t differences_count = 0;
    std::uint64_t unmended = 0;  // of these
    std::vector<VerifyDifference> differences = {};
    std::uint64_t mended = 0;        // parcels
    std::uint64_t not_mendable = 0;  // parcels, of those that were to be mended
    // Why it could not be told; what was found so far stands.
    std::optional<Error> error = std::nullopt;
};

inline constexpr std::string_view kVerifyKind = "verify";

// Asks for the ids of the request to be compared, and no further than the cursor. Returns the job's
// id; of a dry run 0. What mends needs a reason and is written to the audit.
// rejected: there is no cursor, or nothing of the range is below it.
Result<std::int64_t> begin_verification(JobBoard& board, CursorStore& cursors, AuditLog& audit,
                                        const Act& act, const VerifyRequest& request);

// What the job was asked for; nullopt: it is none of these.
std::optional<VerifyRequest> verify_request_of(const Job& job);
// What the job has found so far.
// REQUIRES: it is a verification.
Verification verification_of(const Job& job);

// "verify --from 1 --to 9 --mend".
std::string command_of(const VerifyRequest& request);
std::string summary(const Verification& verification);
std::string json_text(const Verification& verification);

}  // namespace scan
