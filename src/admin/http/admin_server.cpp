#include "admin/http/admin_server.h"

#include <fmt/format.h>

#include "admin/http/server_loop.h"

namespace scan {

AdminServer::AdminServer(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}

AdminServer::~AdminServer() = default;

Result<std::unique_ptr<AdminServer>> AdminServer::start(std::vector<Listener> listeners,
                                                        const ServerLimits& limits) {
    auto loop = std::make_unique<Loop>(limits);
    for (Listener& each : listeners) {
        if (auto added = loop->add(std::move(each)); !added) return std::unexpected(added.error());
    }
    loop->run();
    return std::unique_ptr<AdminServer>(new AdminServer(std::move(loop)));
}

Result<> AdminServer::reload_tls() {
    return loop_->reload_tls();
}

void AdminServer::publish(std::string event) {
    loop_->publish(std::move(event));
}

std::size_t AdminServer::streams() const {
    return loop_->streams();
}

std::string event_text(std::string_view name, std::string_view data) {
    return name.empty() ? fmt::format("data: {}\n\n", data)
                        : fmt::format("event: {}\ndata: {}\n\n", name, data);
}

}  // namespace scan
