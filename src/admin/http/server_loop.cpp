#include "admin/http/server_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <exception>
#include <latch>

namespace scan {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// So many connections are taken before those that there are get their turn.
constexpr int kAcceptedAtOnce = 16;
constexpr std::chrono::milliseconds kRest{100};

AdminReply answer_of(const Route& route, const AdminRequest& request) {
    try {
        return route.handler(request);
    } catch (const std::exception&) {
        // Its text may hold what is not the client's to know.
        return problem(500, "internal-error", "the answer failed");
    }
}

}  // namespace

AdminServer::Loop::Open::Open(Listener given, asio::io_context& context)
    : listener(std::move(given)), readiness(context), rest(context) {}

AdminServer::Loop::Loop(const ServerLimits& limits)
    : limits_(limits), context_(1), work_(context_.get_executor()) {}

AdminServer::Loop::~Loop() {
    std::latch ended(1);
    asio::post(context_, [this, &ended] {
        for (Open& each : open_) {
            error_code error;
            // It may have been cancelled already, which is as good.
            error = each.readiness.cancel(error);
            each.rest.cancel(error);
        }
        for (auto& [id, each] : connections_) each->end();
        ended.count_down();
    });
    // From here on nobody hands anything to the workers.
    if (thread_.joinable()) ended.wait();
    workers_.reset();
    work_.reset();
    if (thread_.joinable()) thread_.join();
    for (Open& each : open_) each.readiness.release();
}

Result<> AdminServer::Loop::add(Listener listener) {
    Open& open = open_.emplace_back(std::move(listener), context_);
    if (open.listener.tls != nullptr) {
        auto identity = load_identity(*open.listener.tls);
        if (!identity) return std::unexpected(identity.error());
        open.tls = std::move(*identity);
    }
    open.readiness.assign(open.listener.socket.descriptor());
    wait_for_client(open);
    return {};
}

void AdminServer::Loop::run() {
    workers_.emplace(limits_.requests_waiting);
    thread_ = std::jthread([this] { context_.run(); });
}

Result<> AdminServer::Loop::reload_tls() {
    for (Open& open : open_) {
        if (open.listener.tls == nullptr) continue;
        auto identity = load_identity(*open.listener.tls);
        if (!identity) return std::unexpected(identity.error());
        asio::post(context_, [&open, fresh = std::move(*identity)]() mutable {
            open.tls = std::move(fresh);
        });
    }
    return {};
}

void AdminServer::Loop::publish(std::string event) {
    asio::post(context_, [this, event = std::move(event)] {
        for (auto& [id, each] : connections_) each->push(event);
    });
}

void AdminServer::Loop::wait_for_client(Open& open) {
    open.readiness.async_wait(asio::posix::stream_descriptor::wait_read,
                              [this, &open](const error_code& error) {
                                  if (!error) accept_from(open);
                              });
}

void AdminServer::Loop::accept_from(Open& open) {
    for (int i = 0; i < kAcceptedAtOnce; ++i) {
        const int descriptor = ::accept4(open.listener.socket.descriptor(), nullptr, nullptr,
                                         SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor >= 0) {
            take(open, descriptor);
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        if (errno == EAGAIN) break;
        // No descriptor or no memory: the client waits in the kernel, and asking again at once would not help.
        open.rest.expires_after(kRest);
        open.rest.async_wait([this, &open](const error_code& error) {
            if (!error) wait_for_client(open);
        });
        return;
    }
    wait_for_client(open);
}

void AdminServer::Loop::take(Open& open, int descriptor) {
    make_room();
    const bool is_tcp = open.listener.socket.address().kind == ListenAddress::Kind::tcp;
    const int yes = 1;
    // Else the end of an answer waits for the client's delayed acknowledgement.
    if (is_tcp) ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const bool is_v6 = open.listener.socket.address().host.find(':') != std::string::npos;
    const int family = !is_tcp ? AF_UNIX : is_v6 ? AF_INET6 : AF_INET;
    StreamSocket socket(context_);
    error_code error;
    if (socket.assign(asio::generic::stream_protocol(family, is_tcp ? IPPROTO_TCP : 0), descriptor,
                      error)) {
        ::close(descriptor);
        return;
    }
    auto wire = open.tls ? tls_wire(std::move(socket), *open.tls) : plain_wire(std::move(socket));
    const std::uint64_t id = ++last_id_;
    auto& made = connections_[id] = std::make_unique<ClientConnection>(
        id, std::move(wire), open.listener.site, limits_, context_, *this);
    made->begin();
}

// The oldest whose client is silent gives way; if none is, the oldest stream, then the oldest of all.
void AdminServer::Loop::make_room() {
    const auto is_open = [](const auto& each) { return !each.second->has_ended(); };
    if (static_cast<std::size_t>(std::ranges::count_if(connections_, is_open)) <
        limits_.connections)
        return;
    const auto oldest = [this, &is_open](auto is_wanted) {
        return std::ranges::find_if(connections_, [&](const auto& each) {
            return is_open(each) && is_wanted(*each.second);
        });
    };
    auto victim = oldest([](const ClientConnection& each) { return each.is_unfinished(); });
    if (victim == connections_.end())
        victim = oldest([](const ClientConnection& each) { return each.is_stream(); });
    if (victim == connections_.end()) victim = oldest([](const ClientConnection&) { return true; });
    if (victim != connections_.end()) victim->second->end();
}

bool AdminServer::Loop::hand_to_worker(std::uint64_t connection, const Route& route,
                                       AdminRequest request) {
    return workers_->add(
        [this, connection, &route, request = std::move(request)](std::size_t thread) mutable {
            request.worker = thread;
            AdminReply reply = answer_of(route, request);
            asio::post(context_, [this, connection, reply = std::move(reply)] {
                const auto found = connections_.find(connection);
                if (found != connections_.end()) found->second->answer(reply);
            });
        });
}

void AdminServer::Loop::became_stream(std::uint64_t connection) {
    if (stream_count_ >= limits_.streams) {
        const auto oldest = std::ranges::find_if(connections_, [connection](const auto& each) {
            return each.second->is_stream() && each.first != connection;
        });
        if (oldest != connections_.end()) oldest->second->end();
    }
    count_streams();
}

void AdminServer::Loop::ended(std::uint64_t connection) {
    // Not now: the connection is what calls this.
    asio::post(context_, [this, connection] {
        connections_.erase(connection);
        count_streams();
    });
}

void AdminServer::Loop::count_streams() {
    stream_count_ = static_cast<std::size_t>(std::ranges::count_if(
        connections_, [](const auto& each) { return each.second->is_stream(); }));
}

}  // namespace scan
