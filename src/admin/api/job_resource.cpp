#include "admin/api/job_resource.h"

#include "admin/api/action_body.h"
#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/jobs/job_acts.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/replay.h"
#include "operations/jobs/verification.h"

namespace scan {
namespace {

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    const PageRequest page = query.page();
    if (const auto refused = query.refused()) return *refused;
    return told(list_jobs(*context.open().jobs, page));
}

AdminReply show(const AdminRequest& request, const ApiContext& context) {
    const auto id = id_of(request);
    if (!id) return id.error();
    return told(show_job(*context.open().jobs, *id), IfRejected::not_found);
}

AdminReply cancel(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto act = body.act();
    if (!act) return act.error();
    const auto id = id_of(request);
    if (!id) return id.error();
    const ApiSession session = context.open();
    const auto job = show_job(*session.jobs, *id);
    if (!job) return answer_of(job.error(), IfRejected::not_found);
    return told(order_job(*session.jobs, *session.audit, *act, *id,
                          {.state = JobState::cancelled, .rate = job->spec.rate}),
                IfRejected::conflict);
}

// Paused, resumed, cancelled, or only made slower or faster.
AdminReply order(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto name = body.text("order");
    const auto state = ordered_state_of(name.value_or("resume"));
    const auto rate = body.number("rate", 0);
    if (!state) body.refuse("order is pause, resume or cancel", "order");
    if (!name && !rate) body.refuse("there is neither an order nor a rate", "order");
    const auto act = body.act();
    if (!act) return act.error();
    const auto id = id_of(request);
    if (!id) return id.error();
    const ApiSession session = context.open();
    const auto job = show_job(*session.jobs, *id);
    if (!job) return answer_of(job.error(), IfRejected::not_found);
    // Only its rate: a job that is held stays so.
    const JobState wanted = name ? *state : job->state;
    const auto most = rate ? static_cast<std::uint64_t>(*rate) : job->spec.rate;
    return told(
        order_job(*session.jobs, *session.audit, *act, *id, {.state = wanted, .rate = most}),
        IfRejected::conflict);
}

// The job that was made; of a dry run that it would be.
AdminReply made(const ApiSession& session, const Result<std::int64_t>& id) {
    if (!id) return answer_of(id.error(), IfRejected::conflict);
    if (*id == 0) return AdminReply::json(R"({"dry_run":true})");
    return told(show_job(*session.jobs, *id));
}

// A worker that polls runs it.
AdminReply replay(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto from = body.number("from", 1);
    const auto to = body.number("to", 1);
    const auto rate = body.number("rate", 0);
    if (!from) body.refuse("from, the first id, is missing", "from");
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    const auto range = replay_range(*session.cursors, EventId{*from},
                                    to ? std::optional(EventId{*to}) : std::nullopt);
    if (!range) return answer_of(range.error(), IfRejected::conflict);
    return made(session, begin_replay(*session.jobs, *session.audit, *act, *range,
                                      static_cast<std::uint64_t>(rate.value_or(0))));
}

AdminReply verify(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto from = body.number("from", 1);
    const auto to = body.number("to", 1);
    const auto rate = body.number("rate", 0);
    const bool mends = body.flag("mend");
    if (!from) body.refuse("from, the first id, is missing", "from");
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return made(session, begin_verification(*session.jobs, *session.cursors, *session.audit, *act,
                                            {.from = EventId{*from},
                                             .to = to ? std::optional(EventId{*to}) : std::nullopt,
                                             .mend = mends ? VerifyMend::all : VerifyMend::nothing,
                                             .requests_per_second =
                                                 static_cast<std::uint64_t>(rate.value_or(0))}));
}

}  // namespace

void add_job_routes(Router& router, const ApiContext& context) {
    add_look(router, "/jobs", context, list);
    add_look(router, "/jobs/{id}", context, show);
    add_act(router, Method::del, "/jobs/{id}", context, cancel);
    add_act(router, Method::post, "/jobs/{id}/order", context, order);
    add_act(router, Method::post, "/replays", context, replay);
    add_act(router, Method::post, "/verifications", context, verify);
}

}  // namespace scan
