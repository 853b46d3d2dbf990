#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "admin/http/server_limits.h"
#include "admin/http/site.h"
#include "admin/http/wire.h"

namespace scan {

class ClientConnection;

// What a connection asks of its server. I/O thread.
class ConnectionOwner {
public:
    virtual ~ConnectionOwner() = default;

    // Lets a worker answer; the answer comes by `ClientConnection::answer`. false: too many wait already.
    virtual bool hand_to_worker(std::uint64_t connection, const Route& route,
                                AdminRequest request) = 0;
    virtual void became_stream(std::uint64_t connection) = 0;
    // It has ended, and nothing of it is under way: it may be destroyed, but not within this call.
    virtual void ended(std::uint64_t connection) = 0;
};

// One client's connection: reads a request, has it answered, writes the answer, and so on. I/O thread.
//
// Everything that it waits for calls back into it, also after `end`, so it must live until its owner is told that it has ended. One
// deadline is over a whole request, so that a byte now and then does not keep it open.
class ClientConnection final {
public:
    ClientConnection(std::uint64_t id, std::unique_ptr<Wire> wire, Site& site,
                     const ServerLimits& limits, boost::asio::io_context& context,
                     ConnectionOwner& owner);
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    void begin();
    // The answer to what was handed to a worker.
    void answer(const AdminReply& reply);
    // Something for a stream. Nothing for any other connection.
    void push(const std::string& event);
    void end();

    bool has_ended() const { return state_ == State::ended; }
    bool is_stream() const { return state_ == State::streaming; }
    // It waits for its client to say something, and its answer is neither sought nor on its way.
    bool is_unfinished() const {
        return state_ == State::handshaking || state_ == State::reading ||
               state_ == State::draining;
    }

private:
    // draining: the answer is written, and what the client still sends is dropped, because a connection that is closed on it would be
    // reset, and the answer lost.
    enum class State { handshaking, reading, asking, writing, streaming, draining, ended };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void read_more();
    void took(const boost::system::error_code& error, std::size_t bytes);
    void parse();
    bool take_head();
    void request_complete();
    void begin_request();
    void refuse(const AdminReply& reply);
    void open_stream();
    void write(std::string text, State then);
    void write_more();
    void wrote();
    void drop_rest();
    void next_event();
    void set_deadline(std::chrono::milliseconds from_now);
    void deadline_over();
    void call_ended();

    const std::uint64_t id_;
    const std::unique_ptr<Wire> wire_;
    Site& site_;
    const ServerLimits& limits_;
    ConnectionOwner& owner_;
    boost::asio::steady_timer deadline_;
    State state_ = State::handshaking;
    int calls_under_way_ = 0;

    std::string input_;  // read and not parsed
    std::optional<Parser> parser_;
    std::optional<AdminRequest> request_;  // once its head was admitted
    const Route* route_ = nullptr;
    bool keeps_ = true;

    std::string output_;
    std::size_t written_ = 0;
    State after_write_ = State::reading;
    std::deque<std::string> events_;
    std::size_t dropped_ = 0;
};

}  // namespace scan
