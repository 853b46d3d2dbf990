#include "admin/api/cursor_resource.h"

#include "admin/api/api_answers.h"
#include "admin/api/api_query.h"
#include "admin/api/api_routes.h"
#include "operations/acting/cursor_document.h"

namespace scan {
namespace {

AdminReply show(const AdminRequest& request, const ApiContext& context) {
    if (const auto refused = ApiQuery(request).refused()) return *refused;
    const auto cursor = context.open().cursors->read();
    if (!cursor) return answer_of(cursor.error());
    if (!*cursor)
        return problem(404, "no-cursor",
                       "there is no cursor: no worker has started on this store yet");
    return AdminReply::json(cursor_document(**cursor));
}

}  // namespace

void add_cursor_routes(Router& router, const ApiContext& context) {
    add_look(router, "/cursor", context, show);
}

}  // namespace scan
