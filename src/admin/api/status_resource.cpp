#include "admin/api/status_resource.h"

namespace scan {
namespace {

// One of the documents; 503 while there is none.
Handler document(const LiveDocuments& live, std::string LiveDocuments::Known::* which) {
    return [&live, which](const AdminRequest&) {
        if (auto known = live.last()) return AdminReply::json(std::move((*known).*which));
        AdminReply reply =
            problem(503, "not-known-yet",
                    "this worker has not looked around yet; ask again in a few seconds");
        reply.headers.emplace_back("Retry-After", "2");
        return reply;
    };
}

}  // namespace

void add_status_routes(Router& router, const LiveDocuments& live, const LastHour& hour) {
    router.add({.pattern = "/api/v1/status",
                .answerer = Answerer::io_thread,
                .handler = document(live, &LiveDocuments::Known::status)});
    router.add({.pattern = "/api/v1/workers",
                .answerer = Answerer::io_thread,
                .handler = document(live, &LiveDocuments::Known::workers)});
    router.add(
        {.pattern = "/api/v1/figures",
         .answerer = Answerer::io_thread,
         .handler = [&hour](const AdminRequest&) { return AdminReply::json(hour.document()); }});
    router.add({.pattern = "/api/v1/stream", .answerer = Answerer::stream, .handler = {}});
}

}  // namespace scan
