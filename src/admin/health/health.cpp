#include "admin/health/health.h"

#include <fmt/format.h>

#include <algorithm>

namespace scan {
namespace {

AdminReply reply_of(const AdminRequest& request, const std::vector<HealthCheck>& checks) {
    const bool is_ok = is_all_ok(checks);
    std::string text = request.parameter("verbose") == nullptr && is_ok ? "ok\n" : "";
    for (const HealthCheck& each : checks) {
        if (request.parameter("verbose") != nullptr || !each.is_ok)
            text += fmt::format("{} {}: {}\n", each.is_ok ? "[+]" : "[-]", each.name, each.text);
    }
    return AdminReply::text(is_ok ? 200 : 503, std::move(text));
}

}  // namespace

bool is_all_ok(const std::vector<HealthCheck>& checks) {
    return std::ranges::all_of(checks, &HealthCheck::is_ok);
}

std::vector<HealthCheck> Health::live() const {
    std::vector<HealthCheck> checks;
    for (std::string& fault : stages_.faults(clock_.now()))
        checks.push_back({"stages", false, std::move(fault)});
    if (checks.empty()) checks.push_back({"stages", true, "all are on their way"});
    return checks;
}

std::vector<HealthCheck> Health::ready() const {
    std::vector<HealthCheck> checks = live();
    checks.push_back(dependency(store_, limits_.store));
    checks.push_back(dependency(queue_, limits_.queue));
    if (stages_.is_stopping()) checks.push_back({"worker", false, "it is stopping"});
    return checks;
}

bool Health::is_live() const {
    return is_all_ok(live());
}

std::string Health::sentence() const {
    for (const HealthCheck& each : ready()) {
        if (!each.is_ok) return fmt::format("{}: {}", each.name, each.text);
    }
    return "ready";
}

HealthCheck Health::dependency(const LastAnswer& dependency, Duration limit) const {
    const auto answered = dependency.answered_at();
    if (!answered) return {dependency.name(), false, "has not answered yet"};
    const Duration age = clock_.now() - *answered;
    return {dependency.name(), age <= limit,
            fmt::format("answered {} s ago",
                        std::chrono::duration_cast<std::chrono::seconds>(age).count())};
}

void add_health_routes(Router& router, const Health& health) {
    router.add({.pattern = "/livez",
                .permission = Permission::health,
                .answerer = Answerer::io_thread,
                .handler = [&health](const AdminRequest& request) {
                    return reply_of(request, health.live());
                }});
    router.add({.pattern = "/readyz",
                .permission = Permission::health,
                .answerer = Answerer::io_thread,
                .handler = [&health](const AdminRequest& request) {
                    return reply_of(request, health.ready());
                }});
}

}  // namespace scan
