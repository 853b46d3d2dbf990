#include "admin/api/feed_gap_resource.h"

#include "admin/api/action_body.h"
#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/acting/feed_gap_acts.h"

namespace scan {
namespace {

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    const std::string name = query.text("state");
    const auto state = gap_state_of(name);
    if (!state && !name.empty() && name != "all")
        query.refuse("state is open, acknowledged, filled or all", "state");
    const PageRequest page = query.page();
    if (const auto refused = query.refused()) return *refused;
    return told(list_feed_gaps(*context.open().gaps, state, page));
}

AdminReply acknowledge(const AdminRequest& request, const ApiContext& context) {
    ActionBody body(request);
    const auto act = body.act();
    if (!act) return act.error();
    const auto id = id_of(request);
    if (!id) return id.error();
    const ApiSession session = context.open();
    return told(acknowledge_feed_gap(*session.gaps, *session.audit, *act, *id),
                IfRejected::not_found);
}

}  // namespace

void add_feed_gap_routes(Router& router, const ApiContext& context) {
    add_look(router, "/feed-gaps", context, list);
    add_act(router, Method::post, "/feed-gaps/{id}/acknowledge", context, acknowledge);
}

}  // namespace scan
