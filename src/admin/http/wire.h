#pragma once

// Boost.Asio 1.74 uses std::exchange and does not include it.
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace scan {

using StreamSocket = boost::asio::generic::stream_protocol::socket;

// A connection's bytes, in the clear or through TLS, over TCP or a Unix socket. At most one call of each kind is under way. Each calls
// back once, from the I/O context and never from within the call; after `close` with an error.
class Wire {
public:
    using Done = std::function<void(const boost::system::error_code&, std::size_t)>;

    virtual ~Wire() = default;

    virtual void handshake(Done done) = 0;
    virtual void read_some(boost::asio::mutable_buffer into, Done done) = 0;
    virtual void write_some(boost::asio::const_buffer from, Done done) = 0;
    // Tells the client that nothing follows.
    virtual void end_sending() = 0;
    virtual void close() = 0;
};

std::unique_ptr<Wire> plain_wire(StreamSocket socket);
// `context` need not outlive it.
std::unique_ptr<Wire> tls_wire(StreamSocket socket, boost::asio::ssl::context& context);

}  // namespace scan
