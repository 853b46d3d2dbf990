#include "operations/jobs/job_claim.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/require.h"
#include "operations/jobs/job_look.h"

namespace scan {

Result<std::optional<JobClaim>> JobHold::claim(JobBoard& board, std::int64_t id,
                                               std::string_view holder) {
    return board.claim(id, holder, kClaim);
}

JobHold::JobHold(JobBoard& board, Clock& clock, const Job& job, const JobClaim& claim)
    : board_(board), clock_(clock), claim_(claim), rate_(job.spec.rate), kept_at_(clock.now()) {
    require(claim.job_id == job.id, "the claim is of this job");
}

std::optional<Next> JobHold::report(const JobProgress& progress) {
    const auto order = board_.report(claim_, progress, kClaim);
    // Tried again in a while, not at each step.
    kept_at_ = clock_.now();
    if (!order) return std::nullopt;
    if (!*order) return end(JobState::running, "another has taken it over");
    if ((*order)->state != JobState::running)
        return end((*order)->state, std::string(name_of((*order)->state)));
    rate_ = (*order)->rate;
    return std::nullopt;
}

std::optional<Next> JobHold::keep(const JobProgress& progress) {
    if (clock_.now() - kept_at_ < kKeep) return std::nullopt;
    return report(progress);
}

void JobHold::note(std::string_view findings) {
    std::ignore = board_.note(claim_, findings);
}

Next JobHold::end(JobState state, std::string result) {
    result_ = std::move(result);
    state_ = state;
    // Whoever took it over writes its end. A claim that cannot be given back ends by itself.
    if (state != JobState::running) std::ignore = board_.let_go(claim_, state, result_);
    return Next::finished();
}

Next JobHold::in_time(Instant work) const {
    return Next::at_time(std::min(work, kept_at_ + kKeep));
}

}  // namespace scan
