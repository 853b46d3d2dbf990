#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "admin/http/admin_server.h"
#include "admin/http/answer_threads.h"
#include "admin/http/connection.h"
#include "admin/http/tls_identity.h"

namespace scan {

// The connections of a server, and the thread that all of them live on.
class AdminServer::Loop final : public ConnectionOwner {
public:
    explicit Loop(const ServerLimits& limits);
    ~Loop() override;
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // Before `run`.
    Result<> add(Listener listener);
    void run();

    // Any thread.
    Result<> reload_tls();
    void publish(std::string event);
    std::size_t streams() const { return stream_count_; }

    bool hand_to_worker(std::uint64_t connection, const Route& route,
                        AdminRequest request) override;
    void became_stream(std::uint64_t connection) override;
    void ended(std::uint64_t connection) override;

private:
    struct Open {
        Open(Listener given, boost::asio::io_context& context);
        Listener listener;
        boost::asio::posix::stream_descriptor readiness;
        boost::asio::steady_timer rest;  // while the process has no descriptor left
        std::unique_ptr<boost::asio::ssl::context> tls;
    };

    void wait_for_client(Open& open);
    void accept_from(Open& open);
    void take(Open& open, int descriptor);
    void make_room();
    void count_streams();

    const ServerLimits limits_;
    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::list<Open> open_;
    std::map<std::uint64_t, std::unique_ptr<ClientConnection>> connections_;  // the oldest first
    std::uint64_t last_id_ = 0;
    std::atomic<std::size_t> stream_count_ = 0;
    std::optional<AnswerThreads> workers_;
    std::jthread thread_;
};

}  // namespace scan
