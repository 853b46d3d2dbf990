#include "adapters/sql/operations/sql_job_board.h"

#include "operations/jobs/job_look.h"

namespace scan {

SqlJobBoard::SqlJobBoard(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      add_(connection_, "add_job",
           {"kind", "arguments", "who", "reason", "now", "position", "rate"}),
      list_(connection_, "list_jobs", {"below_id", "kind", "only_claimable", "rows_max"}),
      claim_(connection_, "claim_job", {"id", "holder", "duration_ns"}),
      report_(connection_, "report_job",
              {"id", "epoch", "position", "done", "failed", "duration_ns"}),
      note_(connection_, "note_job_findings", {"id", "epoch", "findings"}),
      let_go_(connection_, "let_go_job", {"id", "epoch", "state", "result", "ended_at"}),
      order_(connection_, "order_job", {"id", "state", "rate", "ended_at"}) {}

Result<std::int64_t> SqlJobBoard::add(const JobSpec& spec) {
    const UtcTime now = connection_.clock().utc_now();
    return connection_.write(Intent::durable, [&] {
        return add_
            .first(spec.kind, spec.arguments, spec.who, spec.reason, now, spec.position, spec.rate)
            .value_or(0);
    });
}

Result<std::vector<Job>> SqlJobBoard::list(const JobFilter& filter, std::int64_t below_id,
                                           std::uint32_t rows_max) {
    return connection_.read([&] {
        std::vector<Job> jobs;
        list_.each(
            [&](JobRow row) {
                jobs.push_back(
                    {.id = row.id,
                     .spec = {.kind = std::move(row.kind),
                              .arguments = std::move(row.arguments),
                              .who = std::move(row.who),
                              .reason = std::move(row.reason),
                              .rate = row.rate},
                     .made_at = row.made_at,
                     .state = job_state_of(row.state).value_or(JobState::waiting),
                     .progress = {.position = row.position, .done = row.done, .failed = row.failed},
                     .result = std::move(row.result),
                     .claimed_by = std::move(row.claimed_by),
                     .ended_at = row.ended_at,
                     .findings = std::move(row.findings)});
            },
            below_id, filter.kind, filter.is_claimable, rows_max);
        return jobs;
    });
}

Result<std::optional<Job>> SqlJobBoard::find(std::int64_t id) {
    auto below = list({}, id + 1, 1);
    if (!below) return std::unexpected(below.error());
    if (below->empty() || below->front().id != id) return std::nullopt;
    return std::move(below->front());
}

Result<std::optional<JobClaim>> SqlJobBoard::claim(std::int64_t id, std::string_view holder,
                                                   Duration lasts) {
    return connection_.write(Intent::durable, [&] {
        return claim_.first(id, holder, lasts.count()).transform([&](std::int64_t epoch) {
            return JobClaim{.job_id = id, .epoch = epoch};
        });
    });
}

Result<std::optional<JobOrder>> SqlJobBoard::report(const JobClaim& claim,
                                                    const JobProgress& progress, Duration lasts) {
    // Relaxed: what a power cut takes is done again.
    return connection_.write(Intent::relaxed, [&] {
        return report_
            .first(claim.job_id, claim.epoch, progress.position, progress.done, progress.failed,
                   lasts.count())
            .transform([](const JobOrderRow& row) {
                return JobOrder{.state = job_state_of(row.state).value_or(JobState::running),
                                .rate = row.rate};
            });
    });
}

Result<bool> SqlJobBoard::note(const JobClaim& claim, std::string_view findings) {
    return connection_.write(Intent::relaxed,
                             [&] { return note_.run(claim.job_id, claim.epoch, findings) == 1; });
}

Result<bool> SqlJobBoard::let_go(const JobClaim& claim, JobState state, std::string_view result) {
    const auto ended_at =
        has_ended(state) ? std::optional(connection_.clock().utc_now()) : std::nullopt;
    return connection_.write(Intent::durable, [&] {
        return let_go_.run(claim.job_id, claim.epoch, name_of(state), result, ended_at) == 1;
    });
}

Result<bool> SqlJobBoard::order(std::int64_t id, const JobOrder& order) {
    const auto ended_at =
        has_ended(order.state) ? std::optional(connection_.clock().utc_now()) : std::nullopt;
    return connection_.write(Intent::durable, [&] {
        return order_.run(id, name_of(order.state), order.rate, ended_at) == 1;
    });
}

}  // namespace scan
