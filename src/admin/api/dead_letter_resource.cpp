#include "admin/api/dead_letter_resource.h"

#include "admin/api/action_body.h"
#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/acting/dead_letter_acts.h"
#include "operations/acting/dead_letter_look.h"

namespace scan {
namespace {

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    const std::uint32_t limit = query.number("limit", PageRequest::kLimitUsual, kDeadLettersMax);
    if (const auto refused = query.refused()) return *refused;
    const ApiSession session = context.open();
    return told(list_dead_letters(*session.queue, *session.dead_letters, limit, context.stop));
}

AdminReply show(const AdminRequest& request, const ApiContext& context) {
    const auto body =
        show_dead_letter(*context.open().dead_letters, request.parameters.at("id"), context.stop);
    if (!body) return answer_of(body.error(), IfRejected::not_found);
    return AdminReply::json(dead_letter_json(*body));
}

DeadLetterActs acts_of(const ApiSession& session, const ApiContext& context) {
    return {.queue = *session.queue,
            .dead_letters = *session.dead_letters,
            .failed = *session.failed,
            .store = *session.store,
            .audit = *session.audit,
            .clock = context.clock,
            .visibility_timeout = context.visibility_timeout(),
            .keep_history = context.keep_history,
            .stop = context.stop};
}

AdminReply redrive(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const RedriveLimits limits{
        .messages_max = static_cast<std::uint64_t>(body.number("limit", 0).value_or(0)),
        .messages_per_second = body.rate("rate").value_or(0)};
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(redrive_dead_letters(acts_of(session, context), *act, limits));
}

AdminReply drain(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(drain_dead_letters(acts_of(session, context), *act));
}

AdminReply purge(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto confirmed = body.number("confirm", 0);
    if (!confirmed) body.refuse("confirm, how many there are, is missing", "confirm");
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(
        purge_dead_letters(acts_of(session, context), *act, static_cast<std::uint64_t>(*confirmed)),
        IfRejected::conflict);
}

}  // namespace

void add_dead_letter_routes(Router& router, const ApiContext& context) {
    add_look(router, "/dead-letters", context, list);
    add_look(router, "/dead-letters/{id}", context, show);
    add_act(router, Method::post, "/dead-letters/redrive", context, redrive);
    add_act(router, Method::post, "/dead-letters/drain", context, drain);
    add_act(router, Method::post, "/dead-letters/purge", context, purge);
}

}  // namespace scan
