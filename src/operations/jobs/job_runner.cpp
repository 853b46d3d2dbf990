#include "operations/jobs/job_runner.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "operations/jobs/job_claim.h"

namespace scan {
namespace {

// How soon a job is noticed.
constexpr Duration kLook = std::chrono::seconds(2);
// Of so many that wait the oldest is taken.
constexpr std::uint32_t kLookedAt = 1000;

std::stop_token requested() {
    std::stop_source stop;
    stop.request_stop();
    return stop.get_token();
}

}  // namespace

Next JobRunner::step(const StopPhases& stop) {
    if (running_) {
        // Another worker holds the lease by now: it goes on with the job.
        if (!parts_.may_run()) return work_on(*running_, {requested(), stop.abandon});
        return work_on(*running_, stop);
    }
    if (stop.finish.stop_requested()) return Next::finished();
    if (parts_.may_run()) {
        const auto job = find();
        if (job && take(*job)) return Next::now();
    }
    return Next::at_time(parts_.clock.now() + kLook);
}

Next JobRunner::work_on(Running& running, const StopPhases& stop) {
    const Next next = running.work->step(stop);
    if (next.kind != Next::Kind::finished) return next;
    parts_.observer.job_ended(running.job, *running.work);
    running_.reset();
    return Next::now();
}

std::optional<Job> JobRunner::find() const {
    auto jobs = parts_.board.list({.is_claimable = true}, std::numeric_limits<std::int64_t>::max(),
                                  kLookedAt);
    // A board that cannot be read is asked again at the next look.
    if (!jobs) return std::nullopt;
    std::erase_if(*jobs, [this](const Job& job) {
        return std::ranges::find(parts_.kinds, job.spec.kind) == parts_.kinds.end();
    });
    if (jobs->empty()) return std::nullopt;
    return std::move(jobs->back());
}

bool JobRunner::take(const Job& job) {
    const auto claim = JobHold::claim(parts_.board, job.id, parts_.holder);
    if (!claim || !*claim) return false;
    // As it stands now: whoever held it may have come further since it was listed.
    auto now = parts_.board.find(job.id);
    if (!now || !*now) return false;
    auto work = parts_.make(**now, **claim);
    if (work == nullptr) {
        // Written by another program: nobody is to try it again and again.
        std::ignore =
            parts_.board.let_go(**claim, JobState::failed, "its arguments cannot be read");
        return false;
    }
    running_.emplace(std::move(**now), std::move(work));
    parts_.observer.job_begun(running_->job);
    return true;
}

}  // namespace scan
