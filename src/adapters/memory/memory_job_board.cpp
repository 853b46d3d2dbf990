#include "adapters/memory/memory_job_board.h"

#include <ranges>

#include "operations/jobs/job_look.h"

namespace scan {
namespace {

MemoryJob* find_job(MemoryTransaction& transaction, std::int64_t id) {
    const auto found = transaction->jobs.find(id);
    return found == transaction->jobs.end() ? nullptr : &found->second;
}

MemoryJob* claimed_job(MemoryTransaction& transaction, const JobClaim& claim) {
    MemoryJob* const row = find_job(transaction, claim.job_id);
    return row != nullptr && row->claim_epoch == claim.epoch ? row : nullptr;
}

bool is_open(const Job& job) {
    return job.state == JobState::waiting || job.state == JobState::running;
}

}  // namespace

Result<std::int64_t> MemoryJobBoard::add(const JobSpec& spec) {
    MemoryTransaction transaction(state_);
    const std::int64_t id = transaction->jobs.empty() ? 1 : transaction->jobs.rbegin()->first + 1;
    MemoryJob& row = transaction->jobs[id];
    row.job.id = id;
    row.job.spec = spec;
    row.job.made_at = transaction.clock().utc_now();
    row.job.progress.position = spec.position;
    return id;
}

Result<std::vector<Job>> MemoryJobBoard::list(const JobFilter& filter, std::int64_t below_id,
                                              std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    const Instant now = transaction.clock().now();
    std::vector<Job> jobs;
    for (const auto& [id, row] : std::views::reverse(transaction->jobs)) {
        if (id >= below_id || jobs.size() == rows_max) continue;
        if (!filter.kind.empty() && row.job.spec.kind != filter.kind) continue;
        const bool is_free = row.job.claimed_by.empty() || row.claim_expires_at <= now;
        if (filter.is_claimable && !(is_open(row.job) && is_free)) continue;
        jobs.push_back(row.job);
    }
    return jobs;
}

Result<std::optional<Job>> MemoryJobBoard::find(std::int64_t id) {
    MemoryTransaction transaction(state_);
    const MemoryJob* const row = find_job(transaction, id);
    if (row == nullptr) return std::nullopt;
    return row->job;
}

Result<std::optional<JobClaim>> MemoryJobBoard::claim(std::int64_t id, std::string_view holder,
                                                      Duration lasts) {
    MemoryTransaction transaction(state_);
    const Instant now = transaction.clock().now();
    MemoryJob* const row = find_job(transaction, id);
    if (row == nullptr) return std::nullopt;
    Job& job = row->job;
    const bool is_free =
        job.claimed_by.empty() || job.claimed_by == holder || row->claim_expires_at <= now;
    if (!is_free || !is_open(job)) return std::nullopt;
    job.state = JobState::running;
    job.claimed_by = holder;
    row->claim_expires_at = now + lasts;
    return JobClaim{.job_id = id, .epoch = ++row->claim_epoch};
}

Result<std::optional<JobOrder>> MemoryJobBoard::report(const JobClaim& claim,
                                                       const JobProgress& progress,
                                                       Duration lasts) {
    MemoryTransaction transaction(state_);
    MemoryJob* const row = claimed_job(transaction, claim);
    if (row == nullptr) return std::nullopt;
    row->job.progress = progress;
    row->claim_expires_at = transaction.clock().now() + lasts;
    return JobOrder{.state = row->job.state, .rate = row->job.spec.rate};
}

Result<bool> MemoryJobBoard::note(const JobClaim& claim, std::string_view findings) {
    MemoryTransaction transaction(state_);
    MemoryJob* const row = claimed_job(transaction, claim);
    if (row == nullptr) return false;
    row->job.findings = findings;
    return true;
}

Result<bool> MemoryJobBoard::let_go(const JobClaim& claim, JobState state,
                                    std::string_view result) {
    MemoryTransaction transaction(state_);
    MemoryJob* const row = claimed_job(transaction, claim);
    if (row == nullptr) return false;
    const bool is_ordered = row->job.state != JobState::running;
    if (has_ended(state) || !is_ordered) row->job.state = state;
    row->job.result = result;
    row->job.claimed_by.clear();
    if (has_ended(state)) row->job.ended_at = transaction.clock().utc_now();
    return true;
}

Result<bool> MemoryJobBoard::order(std::int64_t id, const JobOrder& order) {
    MemoryTransaction transaction(state_);
    MemoryJob* const row = find_job(transaction, id);
    if (row == nullptr || row->job.ended_at) return false;
    const bool is_to_go_on = order.state == JobState::running || order.state == JobState::waiting;
    if (!is_to_go_on) {
        row->job.state = order.state;
    } else if (row->job.state == JobState::paused) {
        row->job.state = JobState::waiting;
    }
    row->job.spec.rate = order.rate;
    if (has_ended(order.state)) row->job.ended_at = transaction.clock().utc_now();
    return true;
}

}  // namespace scan
