#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/stage.h"
#include "operations/ports/job_board.h"

namespace scan {

// The claim of one job, as whoever works on it holds it: prolongs it, writes how far the work has
// come, and hears what a person wants. One thread.
//
// A board that cannot be reached is borne: the claim may run out meanwhile, and then another goes on
// from what was last written.
class JobHold final {
public:
    static constexpr Duration kClaim = std::chrono::seconds(30);
    // A claim is prolonged so often, however long the work waits.
    static constexpr Duration kKeep = std::chrono::seconds(10);

    // Claims a job that nobody holds for kClaim. nullopt: somebody does, or it has ended.
    static Result<std::optional<JobClaim>> claim(JobBoard& board, std::int64_t id,
                                                 std::string_view holder);

    // REQUIRES: `claim` is of `job`.
    JobHold(JobBoard& board, Clock& clock, const Job& job, const JobClaim& claim);

    // Writes the progress. nullopt: go on; else it is over, and was given back.
    std::optional<Next> report(const JobProgress& progress);
    // The same, but only if the claim was not prolonged for a while.
    std::optional<Next> keep(const JobProgress& progress);
    // Replaces what the job has found so far; best effort.
    void note(std::string_view findings);
    // Gives it back; `running`: it was lost already. Returns Next::finished().
    Next end(JobState state, std::string result);
    // When `work` wants to be called, but in time to keep the claim.
    Next in_time(Instant work) const;

    // The most a second that is wanted by now; 0: no limit.
    std::uint64_t rate() const { return rate_; }
    JobState state() const { return state_; }
    const std::string& result() const { return result_; }
    // What it waits for.
    void waits_for(std::string result) { result_ = std::move(result); }

private:
    JobBoard& board_;
    Clock& clock_;
    const JobClaim claim_;
    std::uint64_t rate_ = 0;
    Instant kept_at_;
    JobState state_ = JobState::running;
    std::string result_;
};

}  // namespace scan
