#pragma once

#include <functional>
#include <iterator>

#include "base/wait_after_error.h"
#include "operations/acting/work_pace.h"
#include "operations/jobs/job_claim.h"
#include "operations/jobs/job_work.h"
#include "operations/jobs/parcel_mend.h"
#include "operations/jobs/range_reader.h"
#include "operations/jobs/verification.h"
#include "operations/jobs/verify_window.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/feed.h"

namespace scan {

struct VerifyPorts {
    JobBoard& board;
    Feed& feed;
    EventQueue& queue;
    CursorStore& cursors;
    ParcelStore& parcels;
    ParcelMender& mender;
    FailedEvents& failed;
    AuditLog& audit;
    Clock& clock;
};

struct VerifySettings {
    std::uint32_t page_limit = 1000;
    std::size_t window_events = 5000;
    // Of the times in the store: one is the feed's own.
    std::int64_t ticks_kept = 1;
    bool keep_history = false;
    Duration retry_delay_max = std::chrono::seconds(30);
    Duration patience = std::chrono::minutes(10);  // for what is queued to be applied
    // Whether what is done at leisure may ask the feed now; empty: always.
    std::function<bool()> is_at_leisure = {};
};

// Works on one verification. The range is read in windows, each compared by itself, so that memory is
// bounded: a page is read, or some hundred rows are compared, in a step. Parcels that differ are
// compared once more after everything that was queued by then is applied: only what differs still is
// told, or mended. After each window it is written how far it has come; a crash before that compares
// the window again, which finds nothing in what was mended.
class VerifyWork final : public JobWork {
public:
    // REQUIRES: `job` is a verification, and `claim` is of it.
    VerifyWork(const VerifyPorts& ports, const Job& job, const JobClaim& claim,
               VerifySettings settings, Random random);

    Next step(const StopPhases& stop) override;

    JobState state() const override { return hold_.state(); }
    const std::string& result() const override { return hold_.result(); }
    const JobProgress& progress() const override { return progress_; }
    const Verification& found() const { return found_; }

private:
    enum class Phase { reading, comparing, settling, judging };
    using ByParcel = VerifyWindow::ByParcel;

    Next read(const StopPhases& stop);
    Next compare();
    Next settle();
    Next judge();
    Next close_window();
    Result<> judge(ParcelId id, const std::vector<const ScanEvent*>& events);
    void begin_window();
    Next finish();
    Next wait_after(const Error& error);
    Next wait_until(Instant wake);

    VerifyPorts ports_;
    JobHold hold_;
    const VerifySettings settings_;
    const VerifyRequest request_;
    const std::string who_;
    const std::string reason_;
    Verification found_;
    JobProgress progress_;
    ParcelMend mend_;
    RangeReader reader_;
    WorkPace pace_;
    WaitAfterError outage_;
    Phase phase_ = Phase::reading;
    VerifyWindow window_;
    std::uint64_t events_read_ = 0;  // of the window, malformed ones too
    ByParcel parcels_;               // of the window, still to be compared
    ByParcel differing_;
    Instant next_request_at_{};
    Instant settled_by_{};
    Instant wakes_at_{};
};

}  // namespace scan
