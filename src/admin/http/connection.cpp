#include "admin/http/connection.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>

#include "admin/http/request_head.h"

namespace scan {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kWriteBytes = 64 * 1024;
constexpr std::size_t kDroppedBytesMax = 256 * 1024;

}  // namespace

ClientConnection::ClientConnection(std::uint64_t id, std::unique_ptr<Wire> wire, Site& site,
                                   const ServerLimits& limits, asio::io_context& context,
                                   ConnectionOwner& owner)
    : id_(id),
      wire_(std::move(wire)),
      site_(site),
      limits_(limits),
      owner_(owner),
      deadline_(context) {}

void ClientConnection::begin() {
    set_deadline(limits_.request);
    ++calls_under_way_;
    wire_->handshake([this](const error_code& error, std::size_t) {
        --calls_under_way_;
        if (state_ == State::ended) return call_ended();
        if (error) return end();
        begin_request();
        read_more();
    });
}

// The deadline stays: the next one begins with the request's first byte, or is the connection's own.
void ClientConnection::begin_request() {
    state_ = State::reading;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
    // What the route takes is known only after the head.
    parser_->body_limit(kEventBodyBytesMax);
    request_.reset();
    route_ = nullptr;
    output_.clear();
    written_ = 0;
}

void ClientConnection::read_more() {
    const std::size_t had = input_.size();
    input_.resize(had + kReadBytes);
    ++calls_under_way_;
    wire_->read_some(asio::buffer(input_.data() + had, kReadBytes),
                     [this, had](const error_code& error, std::size_t bytes) {
                         --calls_under_way_;
                         input_.resize(had + bytes);
                         took(error, bytes);
                     });
}

void ClientConnection::took(const error_code& error, std::size_t bytes) {
    switch (state_) {
        case State::ended: return call_ended();
        case State::reading:
            if (error) return end();
            return parse();
        case State::streaming:
            // The client of a stream has nothing more to say.
            if (error) return end();
            input_.clear();
            return read_more();
        case State::draining:
            dropped_ += bytes;
            if (error || dropped_ > kDroppedBytesMax) return end();
            input_.clear();
            return read_more();
        case State::handshaking:
        case State::asking:
        case State::writing: break;
    }
    // Nothing is read in these states.
    end();
}

void ClientConnection::parse() {
    error_code error;
    // The first byte after an idle time begins a request.
    if (!parser_->got_some() && !input_.empty()) set_deadline(limits_.request);
    while (true) {
        const std::size_t used = parser_->put(asio::buffer(input_), error);
        input_.erase(0, used);
        if (error == http::error::need_more) return read_more();
        if (error) return refuse(refusal_of(error));
        if (parser_->is_header_done() && !request_ && !take_head()) return;
        if (parser_->is_done()) return request_complete();
        if (input_.empty()) return read_more();
    }
}

// false: the head was refused.
bool ClientConnection::take_head() {
    const auto refused = [this](const AdminReply& reply) {
        refuse(reply);
        return false;
    };
    keeps_ = parser_->keep_alive();
    auto request = request_of(parser_->get());
    if (!request) return refused(request.error());
    auto admitted = site_.admit(*request);
    if (const auto* reply = std::get_if<AdminReply>(&admitted)) {
        request_ = std::move(*request);
        return refused(*reply);
    }
    route_ = std::get<const Route*>(admitted);
    request_ = std::move(*request);
    const auto length = parser_->content_length();
    if (length && *length > route_->body_bytes_max)
        return refused(refusal_of(http::make_error_code(http::error::body_limit)));
    parser_->body_limit(route_->body_bytes_max);
    return true;
}

void ClientConnection::request_complete() {
    request_->body = std::move(parser_->get().body());
    switch (route_->answerer) {
        case Answerer::io_thread: return answer(route_->handler(*request_));
        case Answerer::stream: return open_stream();
        case Answerer::worker: break;
    }
    state_ = State::asking;
    set_deadline(limits_.answer);
    if (!owner_.hand_to_worker(id_, *route_, *request_)) {
        AdminReply busy =
            problem(503, "busy", "too many requests wait for an answer; try again soon");
        busy.headers.emplace_back("Retry-After", "1");
        answer(busy);
    }
}

void ClientConnection::answer(const AdminReply& reply) {
    // Its answer came too late, or the client has gone.
    if (state_ != State::reading && state_ != State::asking) return;
    const bool is_head = request_ && request_->method == Method::head;
    write(reply_text(reply, is_head ? BodyPart::left_out : BodyPart::sent,
                     keeps_ ? AfterReply::keeps : AfterReply::closes),
          keeps_ ? State::reading : State::draining);
}

// Of a request that was not read to its end, so that nothing can follow it.
void ClientConnection::refuse(const AdminReply& reply) {
    if (parser_->is_done()) return answer(reply);
    keeps_ = false;
    answer(reply);
}

void ClientConnection::open_stream() {
    std::string head =
        reply_text({.status = 200, .content_type = "text/event-stream", .headers = {}},
                   BodyPart::left_out, AfterReply::closes);
    // Its length is not known, and its end is the connection's.
    const std::size_t begin = head.find("Content-Length");
    head.erase(begin, head.find('\n', begin) + 1 - begin);
    write(std::move(head), State::streaming);
}

void ClientConnection::write(std::string text, State then) {
    state_ = State::writing;
    after_write_ = then;
    output_ = std::move(text);
    written_ = 0;
    set_deadline(limits_.write + std::chrono::seconds(output_.size() / (16 * 1024)));
    write_more();
}

void ClientConnection::write_more() {
    const std::size_t bytes = std::min(output_.size() - written_, kWriteBytes);
    ++calls_under_way_;
    wire_->write_some(asio::buffer(output_.data() + written_, bytes),
                      [this](const error_code& error, std::size_t sent) {
                          --calls_under_way_;
                          if (state_ == State::ended) return call_ended();
                          if (error) return end();
                          written_ += sent;
                          if (written_ < output_.size()) return write_more();
                          wrote();
                      });
}

void ClientConnection::wrote() {
    output_.clear();
    if (state_ == State::streaming) return next_event();
    switch (after_write_) {
        case State::reading:
            begin_request();
            set_deadline(limits_.idle);
            if (input_.empty()) return read_more();
            return parse();
        case State::streaming:
            state_ = State::streaming;
            set_deadline(limits_.comment);
            owner_.became_stream(id_);
            return read_more();
        case State::handshaking:
        case State::asking:
        case State::writing:
        case State::draining:
        case State::ended: return drop_rest();
    }
}

void ClientConnection::drop_rest() {
    // Nothing is left of a request that was read to its end.
    if (parser_->is_done()) return end();
    state_ = State::draining;
    wire_->end_sending();
    set_deadline(limits_.write);
    input_.clear();
    read_more();
}

void ClientConnection::push(const std::string& event) {
    if (state_ != State::streaming) return;
    if (events_.size() >= limits_.stream_events_pending) return end();
    events_.push_back(event);
    if (output_.empty()) next_event();
}

void ClientConnection::next_event() {
    if (events_.empty()) return set_deadline(limits_.comment);
    output_ = std::move(events_.front());
    events_.pop_front();
    written_ = 0;
    set_deadline(limits_.write);
    write_more();
}

void ClientConnection::set_deadline(std::chrono::milliseconds from_now) {
    // What waited for the former deadline is called with an error.
    deadline_.expires_after(from_now);
    ++calls_under_way_;
    deadline_.async_wait([this](const error_code& error) {
        --calls_under_way_;
        if (state_ == State::ended) return call_ended();
        // One that was set again in the meantime is not over, though this call was already on its way.
        if (!error && deadline_.expiry() <= std::chrono::steady_clock::now()) deadline_over();
    });
}

void ClientConnection::deadline_over() {
    switch (state_) {
        case State::asking:
            keeps_ = false;
            return answer(problem(504, "no-answer", "the answer took too long"));
        case State::streaming:
            // An event that is not taken in time, or nothing to say for a while.
            if (!output_.empty()) return end();
            return push(": nothing new\n\n");
        case State::handshaking:
        case State::reading:
        case State::writing:
        case State::draining:
        case State::ended: return end();
    }
}

void ClientConnection::end() {
    if (state_ == State::ended) return;
    state_ = State::ended;
    error_code ignored;
    deadline_.cancel(ignored);
    wire_->close();
    // Also where nothing is under way: whoever calls this may go on using the connection.
    if (calls_under_way_ == 0) owner_.ended(id_);
}

void ClientConnection::call_ended() {
    if (calls_under_way_ == 0) owner_.ended(id_);
}

}  // namespace scan
