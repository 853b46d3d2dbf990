#include "admin/access/session_route.h"

#include "base/json_object.h"

namespace scan {

void add_session_route(Router& router, const Access& access) {
    router.add({.pattern = "/api/v1/session",
                .permission = Permission::read,
                .answerer = Answerer::io_thread,
                .handler = [&access](const AdminRequest& request) {
                    const auto grant = access.grant_of(request);
                    const bool may_act = grant && grant->right == TokenRight::act;
                    JsonObject session;
                    session.raw("name", grant ? json_quote(grant->name) : "null")
                        .add("may", may_act ? "act" : "read");
                    return AdminReply::json(session.text());
                }});
}

}  // namespace scan
