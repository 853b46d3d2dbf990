#include "admin/api/openapi.h"

namespace scan {

void add_openapi_route(Router& router) {
    router.add({.pattern = "/api/v1/openapi.json",
                .answerer = Answerer::io_thread,
                .handler = [](const AdminRequest&) {
                    return AdminReply::json(std::string(openapi_document()));
                }});
}

}  // namespace scan
