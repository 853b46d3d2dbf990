#include "admin/api/check_resource.h"

#include <utility>
#include <vector>

namespace scan {
namespace {

std::string ask(const ApiContext& context) {
    std::vector<ConnectCheck> checks;
    if (context.check_feed) {
        if (auto feed = context.check_feed()) checks.push_back(std::move(*feed));
    }
    const ApiSession session = context.open();
    checks.push_back(check_queue(*session.queue, Missing::is_error));
    checks.push_back(check_store(*session.status, Missing::is_error));
    return checks_document(checks);
}

}  // namespace

std::optional<std::string> LastChecks::document(const ApiContext& context) {
    const Instant now = context.clock.now();
    {
        const MutexLock lock(mutex_);
        if (last_ && (is_asking_ || now - last_->at < kInterval)) return last_->document;
        if (is_asking_) return std::nullopt;
        is_asking_ = true;
    }
    std::string document = ask(context);
    const MutexLock lock(mutex_);
    is_asking_ = false;
    last_ = Asked{.at = now, .document = document};
    return document;
}

void add_check_routes(Router& router, LastChecks& checks, const ApiContext& context) {
    router.add({.pattern = "/api/v1/checks", .handler = [&checks, &context](const AdminRequest&) {
                    if (auto known = checks.document(context))
                        return AdminReply::json(std::move(*known));
                    AdminReply reply =
                        problem(503, "not-known-yet", "another request asks just now");
                    reply.headers.emplace_back("Retry-After", "5");
                    return reply;
                }});
}

}  // namespace scan
