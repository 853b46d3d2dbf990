#include "admin/api/report_resource.h"

#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/conditions/verdict.h"
#include "operations/telling/status_look.h"

namespace scan {
namespace {

bool wants_markdown(const AdminRequest& request) {
    const std::string* const accept = request.header("accept");
    return accept != nullptr && accept->find("text/markdown") != std::string::npos;
}

AdminReply report(const AdminRequest& request, const ApiContext& context) {
    if (const auto refused = ApiQuery(request).refused()) return *refused;
    const ApiSession session = context.open();
    const Facts facts = look_around({.status = *session.status,
                                     .facts = *session.facts,
                                     .workers = *session.workers,
                                     .queue = *session.queue},
                                    context.limits, context.clock.utc_now());
    const Verdict verdict = judge(facts);
    if (!wants_markdown(request))
        return AdminReply::json(report_document(facts, verdict, context.about));
    return {.status = 200,
            .content_type = "text/markdown; charset=utf-8",
            .body = report_markdown(facts, verdict, context.about)};
}

AdminReply settings(const AdminRequest&, const ApiContext& context) {
    return AdminReply::json(context.about.settings_json);
}

}  // namespace

void add_report_routes(Router& router, const ApiContext& context) {
    add_look(router, "/report", context, report);
    add_look(router, "/settings", context, settings);
}

}  // namespace scan
