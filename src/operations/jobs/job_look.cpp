#include "operations/jobs/job_look.h"

#include <fmt/format.h>

#include "base/json_object.h"

namespace scan {
namespace {

constexpr JobState kStates[] = {JobState::waiting, JobState::running, JobState::paused,
                                JobState::done,    JobState::failed,  JobState::cancelled};

JsonObject json_of(const Job& job) {
    JsonObject object;
    object.add("id", job.id)
        .add("kind", job.spec.kind)
        .raw("arguments", job.spec.arguments)
        .add("who", job.spec.who)
        .add("reason", job.spec.reason)
        .add("made_at_utc", std::optional(job.made_at))
        .add("state", name_of(job.state))
        .add("position", job.progress.position)
        .add("done", job.progress.done)
        .add("failed", job.progress.failed)
        .add("rate", job.spec.rate)
        .add("result", job.result)
        .add("claimed_by", job.claimed_by)
        .add("ended_at_utc", job.ended_at);
    return object;
}

}  // namespace

std::string_view name_of(JobState state) {
    switch (state) {
        case JobState::waiting: return "waiting";
        case JobState::running: return "running";
        case JobState::paused: return "paused";
        case JobState::done: return "done";
        case JobState::failed: return "failed";
        case JobState::cancelled: return "cancelled";
    }
    return {};
}

std::optional<JobState> job_state_of(std::string_view name) {
    for (const JobState state : kStates) {
        if (name == name_of(state)) return state;
    }
    return std::nullopt;
}

bool has_ended(JobState state) {
    return state == JobState::done || state == JobState::failed || state == JobState::cancelled;
}

Result<JobList> list_jobs(JobBoard& board, const PageRequest& page) {
    auto rows = board.list({}, page.below_id, page.limit + 1);
    if (!rows) return std::unexpected(rows.error());
    JobList list{.rows = std::move(*rows), .next_page = {}};
    list.next_page = cut_to_page(list.rows, page);
    return list;
}

Result<Job> show_job(JobBoard& board, std::int64_t id) {
    auto found = board.find(id);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fail(ErrorCode::rejected, fmt::format("there is no job {}", id));
    return std::move(**found);
}

std::string json_text(const JobList& list) {
    JsonList rows;
    for (const Job& job : list.rows) rows.raw(json_of(job).text());
    return JsonObject()
        .raw("jobs", rows.text())
        .raw("page_token", token_json(list.next_page))
        .text();
}

std::string json_text(const Job& job) {
    return json_of(job).raw("findings", job.findings.empty() ? "null" : job.findings).text();
}

}  // namespace scan
