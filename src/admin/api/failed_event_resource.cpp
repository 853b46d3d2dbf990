#include "admin/api/failed_event_resource.h"

#include "admin/api/action_body.h"
#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/acting/failed_event_look.h"
#include "operations/acting/failed_event_retry.h"

namespace scan {
namespace {

std::optional<FailedState> state_of(ApiQuery& query) {
    const std::string name = query.text("state");
    if (name.empty()) return FailedState::open;
    const auto state = failed_state_of(name);
    if (!state && name != "all")
        query.refuse("state is open, retried, resolved, discarded or all", "state");
    return state;
}

// A session for looking. If the queue is away, retried events stay so for now, and are told nevertheless.
ApiSession look(const ApiContext& context) {
    ApiSession session = context.open();
    [[maybe_unused]] const auto reopened = reopen_retried(*session.failed, *session.queue);
    return session;
}

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    FailedEventFilter filter{.state = state_of(query)};
    if (const std::string reason = query.text("reason"); !reason.empty()) filter.reason = reason;
    if (const std::string range = query.text("event_id"); !range.empty()) {
        filter.event_ids = event_ids_of(range);
        if (!filter.event_ids) query.refuse("event_id is no range A..B of event ids", "event_id");
    }
    const PageRequest page = query.page();
    if (const auto refused = query.refused()) return *refused;
    return told(list_failed_events(*look(context).failed, filter, page));
}

AdminReply groups(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    const auto state = state_of(query);
    if (const auto refused = query.refused()) return *refused;
    return told(group_failed_events(*look(context).failed, state));
}

AdminReply show(const AdminRequest& request, const ApiContext& context) {
    const auto id = id_of(request);
    if (!id) return id.error();
    return told(show_failed_event(*look(context).failed, *id), IfRejected::not_found);
}

FailedEventActs acts_of(const ApiSession& session, const ApiContext& context) {
    return {.failed = *session.failed,
            .audit = *session.audit,
            .queue = *session.queue,
            .outlet = *session.outlet,
            .trial = *session.trial,
            .stop = context.stop};
}

FailedSelection selection_of(ActionBody& body) {
    FailedSelection selection{.ids = body.ids("ids")};
    const auto reason = body.text("reason_group");
    const bool is_all = body.flag("all");
    if ((selection.ids.empty() ? 0 : 1) + (reason ? 1 : 0) + (is_all ? 1 : 0) != 1)
        body.refuse("name failed events by ids, or by reason_group, or say all", "ids");
    selection.filter.reason = reason;
    if (const auto highest = body.number("up_to_id", 0)) selection.filter.up_to_id = *highest;
    return selection;
}

using SelectionAct = Result<FailedActResult> (*)(const FailedEventActs&, const Act&,
                                                 const FailedSelection&);

template <SelectionAct kAct>
AdminReply act_on_selection(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const FailedSelection selection = selection_of(body);
    const auto act = body.act();
    if (!act) return act.error();
    const ApiSession session = context.open();
    return told(kAct(acts_of(session, context), *act, selection));
}

AdminReply edit(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto text = body.text("body");
    if (!text) body.refuse("body, the new text, is missing", "body");
    const auto act = body.act();
    if (!act) return act.error();
    const auto id = id_of(request);
    if (!id) return id.error();
    const ApiSession session = context.open();
    return told(edit_failed_event(acts_of(session, context), *act, *id, *text));
}

}  // namespace

void add_failed_event_routes(Router& router, const ApiContext& context) {
    add_look(router, "/failed-events", context, list);
    add_look(router, "/failed-events/groups", context, groups);
    add_look(router, "/failed-events/{id}", context, show);
    add_act(router, Method::post, "/failed-events/retry", context,
            act_on_selection<retry_failed_events>);
    add_act(router, Method::post, "/failed-events/discard", context,
            act_on_selection<discard_failed_events>);
    add_act(router, Method::post, "/failed-events/{id}/edit", context, edit, kEventBodyBytesMax);
}

}  // namespace scan
