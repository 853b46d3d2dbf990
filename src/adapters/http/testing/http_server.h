#pragma once

#include <httplib.h>

#include <memory>
#include <string>
#include <thread>

namespace scan {

// A well-behaved HTTP server on a free port of 127.0.0.1, for tests. The destructor stops it; it
// waits for open connections, so clients have to be destroyed first.
class HttpServer final {
public:
    // `routes` sets the handlers up, before the server starts. They run on threads of the server.
    template <class Routes>
    explicit HttpServer(Routes routes, std::unique_ptr<httplib::Server> server =
                                           std::make_unique<httplib::Server>())
        : server_(std::move(server)) {
        routes(*server_);
        start();
    }
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    int port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    void start();

    std::unique_ptr<httplib::Server> server_;
    int port_ = 0;
    std::jthread thread_;
};

}  // namespace scan
