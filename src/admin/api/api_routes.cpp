#include "admin/api/api_routes.h"

namespace scan {
namespace {

constexpr std::string_view kRoot = "/api/v1";

Handler handler(const ApiContext& context, ApiAnswer answer) {
    return [&context, answer](const AdminRequest& request) { return answer(request, context); };
}

}  // namespace

void add_look(Router& router, const std::string& path, const ApiContext& context,
              ApiAnswer answer) {
    router.add({.pattern = std::string(kRoot) + path, .handler = handler(context, answer)});
}

void add_act(Router& router, Method method, const std::string& path, const ApiContext& context,
             ApiAnswer answer, std::size_t body_bytes_max) {
    router.add({.method = method,
                .pattern = std::string(kRoot) + path,
                .permission = Permission::act,
                .handler = handler(context, answer),
                .body_bytes_max = body_bytes_max});
}

}  // namespace scan
