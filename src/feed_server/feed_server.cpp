#include "feed_server/feed_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <latch>
#include <thread>
#include <utility>

#include "feed_server/scan_event_api.h"

namespace scan {
namespace {

constexpr std::size_t kRequestBytesMax = 64 * 1024;
constexpr std::size_t kRequestsPerConnectionMax = 1'000'000'000;
constexpr auto kIoTimeout = std::chrono::seconds(30);

// cpp-httplib's own choice is SO_REUSEPORT, with which a second server on a taken port starts
// without a word.
void reuse_address_only(socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

std::optional<std::string> parameter(const httplib::Request& request, const char* name) {
    if (!request.has_param(name)) return std::nullopt;
    return request.get_param_value(name);
}

void send_cut(httplib::Response& response, ScanEventReply reply) {
    const std::size_t promised = reply.body.size();
    reply.body.resize(*reply.cut_at);
    response.set_content_provider(
        promised, reply.content_type,
        [part = std::move(reply.body)](std::size_t, std::size_t, httplib::DataSink& sink) {
            sink.write(part.data(), part.size());
            return false;  // gives the reply up, and with it the connection
        });
}

void send(httplib::Response& response, ScanEventReply reply) {
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    if (reply.cut_at) return send_cut(response, std::move(reply));
    // Moved in: set_content would copy the page. The content type has parameters, so cpp-httplib
    // does not compress it by itself.
    response.body = std::move(reply.body);
    if (!reply.content_type.empty()) response.set_header("Content-Type", reply.content_type);
}

}  // namespace

struct FeedServer::Http {
    Http(const FeedServerOptions& from, const FeedSource& source, Clock& clock)
        : options(from),
          feed(source, options.pace, options.misbehaviour, clock.now(), options.seed),
          api(feed, options.dialect, options.misbehaviour, clock, counters, options.seed) {}

    void configure();
    Result<> bind();
    void listen();
    void handle(const httplib::Request& request, httplib::Response& response);

    const FeedServerOptions options;
    FeedCounters counters;
    VisibleFeed feed;
    ScanEventApi api;
    std::stop_source stopping;
    httplib::Server server;
    int port = 0;
    std::latch accepting{1};
    std::thread thread;
};

void FeedServer::Http::configure() {
    server.set_socket_options(reuse_address_only);
    server.set_tcp_nodelay(
        true);  // else a reply waits 40 ms for the client's delayed acknowledgement
    server.set_keep_alive_max_count(kRequestsPerConnectionMax);
    server.set_keep_alive_timeout(
        std::chrono::duration_cast<std::chrono::seconds>(options.keep_alive_timeout).count());
    server.set_read_timeout(kIoTimeout);
    server.set_write_timeout(kIoTimeout);
    server.set_payload_max_length(kRequestBytesMax);
    // Without it the text of an exception is sent to the client.
    server.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            response.status = 500;
            response.set_content("internal error\n", "text/plain");
        });
    // Before routing, which would match the path as a regular expression.
    server.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
            handle(request, response);
            return httplib::Server::HandlerResponse::Handled;
        });
    // cpp-httplib asks for the queue once `stop` has an effect; before that it would be lost.
    server.new_task_queue = [this]() -> httplib::TaskQueue* {
        accepting.count_down();
        // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): the server owns it.
        return new httplib::ThreadPool(options.connections_max);
    };
}

Result<> FeedServer::Http::bind() {
    errno = 0;
    if (options.port == 0) {
        port = server.bind_to_any_port(options.host);
    } else {
        port = server.bind_to_port(options.host, options.port) ? options.port : -1;
    }
    if (port > 0) return {};
    return fail(ErrorCode::denied,
                fmt::format("feed server: cannot listen at {}:{}: {}", options.host, options.port,
                            errno == 0 ? "no such address" : std::strerror(errno)));
}

void FeedServer::Http::listen() {
    thread = std::thread([this] { server.listen_after_bind(); });
    accepting.wait();
}

void FeedServer::Http::handle(const httplib::Request& request, httplib::Response& response) {
    const auto refuse = [&response](int status, const char* text) {
        response.status = status;
        response.set_header(
            "Connection",
            "close");  // a body that nobody reads must not be taken for the next request
        response.set_content(text, "text/plain");
    };
    if (request.path != options.path) return refuse(404, "no such path\n");
    if (request.method != "GET") return refuse(405, "only GET is allowed\n");
    const bool accepts_gzip =
        request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
    send(response, api.answer({parameter(request, "FromEventId"), parameter(request, "Limit"),
                               request.get_header_value("Authorization"), accepts_gzip},
                              stopping.get_token()));
}

Result<std::unique_ptr<FeedServer>> FeedServer::start(const FeedServerOptions& options,
                                                      const FeedSource& source, Clock& clock) {
    if (auto checked = check(options); !checked) return std::unexpected(checked.error());
    auto http = std::make_unique<Http>(options, source, clock);
    http->configure();
    if (auto bound = http->bind(); !bound) return std::unexpected(bound.error());
    http->listen();
    return std::unique_ptr<FeedServer>(new FeedServer(std::move(http)));
}

FeedServer::FeedServer(std::unique_ptr<Http> http) : http_(std::move(http)) {}

FeedServer::~FeedServer() {
    http_->stopping.request_stop();
    http_->server.stop();
    http_->thread.join();
}

std::uint16_t FeedServer::port() const {
    return static_cast<std::uint16_t>(http_->port);
}

std::string FeedServer::url() const {
    const std::string& host = http_->options.host;
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return fmt::format("http://{}:{}", is_ipv6 ? "[" + host + "]" : host, http_->port);
}

const FeedCounters& FeedServer::counters() const {
    return http_->counters;
}

VisibleFeed& FeedServer::feed() {
    return http_->feed;
}

}  // namespace scan
