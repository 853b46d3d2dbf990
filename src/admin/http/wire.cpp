#include "admin/http/wire.h"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace scan {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

void close_socket(StreamSocket& socket) {
    // The descriptor is gone whatever close says.
    error_code error;
    error = socket.close(error);
}

void end_sending_on(StreamSocket& socket) {
    // The other side may have been quicker.
    error_code error;
    error = socket.shutdown(StreamSocket::shutdown_send, error);
}

class PlainWire final : public Wire {
public:
    explicit PlainWire(StreamSocket socket) : socket_(std::move(socket)) {}

    void handshake(Done done) override {
        asio::post(socket_.get_executor(), [done = std::move(done)] { done({}, 0); });
    }
    void read_some(asio::mutable_buffer into, Done done) override {
        socket_.async_read_some(into, std::move(done));
    }
    void write_some(asio::const_buffer from, Done done) override {
        socket_.async_write_some(from, std::move(done));
    }
    void end_sending() override { end_sending_on(socket_); }
    void close() override { close_socket(socket_); }

private:
    StreamSocket socket_;
};

class TlsWire final : public Wire {
public:
    TlsWire(StreamSocket socket, asio::ssl::context& context)
        : stream_(std::move(socket), context) {}

    void handshake(Done done) override {
        stream_.async_handshake(
            asio::ssl::stream_base::server,
            [done = std::move(done)](const error_code& error) { done(error, 0); });
    }
    void read_some(asio::mutable_buffer into, Done done) override {
        stream_.async_read_some(into, std::move(done));
    }
    void write_some(asio::const_buffer from, Done done) override {
        stream_.async_write_some(from, std::move(done));
    }
    // Without TLS's own farewell, which every answer makes needless by its length.
    void end_sending() override { end_sending_on(stream_.next_layer()); }
    void close() override { close_socket(stream_.next_layer()); }

private:
    asio::ssl::stream<StreamSocket> stream_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(StreamSocket socket) {
    return std::make_unique<PlainWire>(std::move(socket));
}

std::unique_ptr<Wire> tls_wire(StreamSocket socket, asio::ssl::context& context) {
    return std::make_unique<TlsWire>(std::move(socket), context);
}

}  // namespace scan
