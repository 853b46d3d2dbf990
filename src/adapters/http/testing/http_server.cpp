#include "adapters/http/testing/http_server.h"

#include <cstdlib>

namespace scan {

void HttpServer::start() {
    server_->set_tcp_nodelay(true);
    port_ = server_->bind_to_any_port("127.0.0.1");
    if (port_ <= 0) std::abort();
    thread_ = std::jthread([this] { server_->listen_after_bind(); });
    // A stop before the loop runs would be lost.
    while (!server_->is_running()) std::this_thread::yield();
}

HttpServer::~HttpServer() {
    server_->stop();
}

}  // namespace scan
