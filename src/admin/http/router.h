#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "admin/http/admin_reply.h"
#include "admin/http/admin_request.h"

namespace scan {

inline constexpr std::size_t kBodyBytesMax = 64 * 1024;
// Where a body is an event.
inline constexpr std::size_t kEventBodyBytesMax = 1024 * 1024;

// What a caller must be allowed to do.
enum class Permission {
    none,    // no secret: the page's files
    health,  // whether the worker lives: everybody on this machine may ask
    read,
    act,
};

// Who answers:
enum class Answerer {
    io_thread,  // at once, from memory: must not block, and is answered whatever the others wait for
    worker,     // on a thread that may ask the store
    stream,     // nobody: the connection becomes one of the event stream's, and there is no handler
};

using Handler = std::function<AdminReply(const AdminRequest&)>;

// One thing that can be asked.
struct Route {
    Method method = Method::get;
    std::string pattern;  // "/parcels/{id}"; a last "{*}" stands for all that follows
    Permission permission = Permission::read;
    Answerer answerer = Answerer::worker;
    Handler handler = {};
    std::size_t body_bytes_max = kBodyBytesMax;
};

// Finds who answers a request. Filled before the server starts, then only read: any thread. A file for each resource adds its routes.
class Router final {
public:
    // Routes are below this path: "" or "/scan".
    explicit Router(const std::string& base_path = "");

    // REQUIRES: a handler unless the answerer is `stream`; no two routes of one method and pattern.
    void add(Route route);

    // The route, and the request's `parameters` filled in; or a 404 or a 405 with what is allowed. A HEAD finds the GET.
    std::variant<const Route*, AdminReply> find(AdminRequest& request) const;

    // In the order in which they were added: for what describes them.
    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<std::string> base_;
    std::vector<Route> routes_;
};

// "GET"
std::string_view method_name(Method method);

}  // namespace scan
