#pragma once

#include <functional>
#include <optional>

#include "base/clock.h"
#include "base/stage.h"
#include "operations/ports/audit_log.h"
#include "operations/ports/cursor_marks.h"
#include "operations/ports/job_board.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

struct ProofPorts {
    JobBoard& board;
    CursorStore& cursors;
    CursorMarks& marks;
    AuditLog& audit;
    Clock& clock;
};

struct ProofSettings {
    Duration every{};   // how often
    Duration window{};  // how far back, by when the cursor passed it
    std::uint64_t requests_per_second = 1;
    // Whether this worker polls the feed and has read it to its head.
    std::function<bool()> is_at_leisure;
};

// Asks, every so often, for the last part of the feed to be read once more at leisure and compared with the
// table, and for what is missing to be applied: so what came later than the late window is found too,
// without anyone remembering to ask. The asking is a job like any other; it is not asked for while the
// last one goes on. Only the worker that polls asks. Keeps where the cursor stood, every ten minutes
// in which it moved, so as to know where the window begins. One thread.
class ProofSchedule final : public Stage {
public:
    ProofSchedule(const ProofPorts& ports, ProofSettings settings)
        : ports_(ports), settings_(std::move(settings)) {}

    Next step(const StopPhases& stop) override;

private:
    Result<> mark(EventId cursor);
    Result<bool> is_due() const;
    Result<> ask();

    ProofPorts ports_;
    const ProofSettings settings_;
    std::optional<EventId> marked_;
    std::optional<Instant> marked_at_;
};

}  // namespace scan
