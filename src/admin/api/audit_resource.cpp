#include "admin/api/audit_resource.h"

#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/acting/audit_look.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

AdminReply list(const AdminRequest& request, const ApiContext& context) {
    ApiQuery query(request);
    std::optional<UtcTime> since;
    if (const auto age = query.duration("since")) since = later(context.clock.utc_now(), -*age);
    const PageRequest page = query.page();
    if (const auto refused = query.refused()) return *refused;
    return told(list_audit(*context.open().audit, since, page));
}

}  // namespace

void add_audit_routes(Router& router, const ApiContext& context) {
    add_look(router, "/audit", context, list);
}

}  // namespace scan
