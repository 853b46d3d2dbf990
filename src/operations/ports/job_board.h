#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace scan {

enum class JobState {
    waiting,  // nobody works on it
    running,
    paused,  // a person holds it
    done,
    failed,
    cancelled,
};

// What was asked for.
struct JobSpec {
    std::string kind;       // the verb
    std::string arguments;  // JSON
    std::string who;
    std::string reason;
    std::int64_t position = 0;  // where it begins
    std::uint64_t rate = 0;     // the most a second; 0: no limit
};

struct JobProgress {
    std::int64_t position = 0;  // everything up to here is done
    std::uint64_t done = 0;
    std::uint64_t failed = 0;

    bool operator==(const JobProgress&) const = default;
};

struct Job {
    std::int64_t id = 0;
    JobSpec spec;
    UtcTime made_at;
    JobState state = JobState::waiting;
    JobProgress progress;
    std::string result;
    std::string claimed_by;  // empty: nobody
    std::optional<UtcTime> ended_at = std::nullopt;
    std::string findings = {};  // JSON, of what it has found so far; empty: nothing
};

// Which jobs are meant; those that it does not name are all.
struct JobFilter {
    std::string kind = {};
    // Those that can be claimed by anybody now.
    bool is_claimable = false;
};

// The right to work on a job. What is written under it carries the epoch, so that one who slept
// through the claim's end changes nothing.
struct JobClaim {
    std::int64_t job_id = 0;
    std::int64_t epoch = 0;
};

// What a person wants of a job that is worked on.
struct JobOrder {
    JobState state = JobState::running;  // else: let go of it
    std::uint64_t rate = 0;
};

// Long work, kept in the store so that it goes on after a crash, and in another process. A claim
// ends by the clock that the workers share. One object serves one thread.
class JobBoard {
public:
    virtual ~JobBoard() = default;

    // Durable. Returns its id.
    virtual Result<std::int64_t> add(const JobSpec& spec) = 0;

    // Newest first, those with an id below `below_id`.
    virtual Result<std::vector<Job>> list(const JobFilter& filter, std::int64_t below_id,
                                          std::uint32_t rows_max) = 0;
    virtual Result<std::optional<Job>> find(std::int64_t id) = 0;

    // Takes a job that has not ended and is not held, raises its epoch, and sets it running.
    // nullopt: another holds it, it is paused or has ended, or it is not there.
    virtual Result<std::optional<JobClaim>> claim(std::int64_t id, std::string_view holder,
                                                  Duration lasts) = 0;

    // Writes how far it has come and prolongs the claim. nullopt: it is the holder's no more, and
    // nothing was written.
    virtual Result<std::optional<JobOrder>> report(const JobClaim& claim,
                                                   const JobProgress& progress, Duration lasts) = 0;

    // Replaces what the job has found so far. false: it is the holder's no more, and nothing was
    // written.
    virtual Result<bool> note(const JobClaim& claim, std::string_view findings) = 0;

    // Gives the claim back: `state` is waiting or paused, or an end. A job that has not ended stays
    // as a person ordered it to be, if the holder has not heard of it: paused, cancelled, or to go
    // on. false: it was not the holder's.
    virtual Result<bool> let_go(const JobClaim& claim, JobState state, std::string_view result) = 0;

    // A person's word: paused, cancelled, or waiting, which ends a pause; and how fast. Heard by the
    // holder at its next report. false: it has ended, or is not there.
    virtual Result<bool> order(std::int64_t id, const JobOrder& order) = 0;
};

}  // namespace scan
