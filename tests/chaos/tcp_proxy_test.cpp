#include "tests/chaos/tcp_proxy.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace scan {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{30'000};

bool is_readable(int socket, milliseconds timeout) {
    pollfd entry{.fd = socket, .events = POLLIN, .revents = 0};
    return ::poll(&entry, 1, static_cast<int>(timeout.count())) == 1;
}

// One end of a connection. Reads wait for up to `kPatience`.
class End final {
public:
    explicit End(int socket) : socket_(socket) {}
    ~End() { ::close(socket_); }
    End(const End&) = delete;
    End& operator=(const End&) = delete;

    void send(std::string_view bytes) const {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            pollfd entry{.fd = socket_, .events = POLLOUT, .revents = 0};
            ASSERT_EQ(::poll(&entry, 1, static_cast<int>(kPatience.count())), 1);
            const ssize_t count =
                ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (count > 0) sent += static_cast<std::size_t>(count);
            if (count < 0) {
                ASSERT_TRUE(errno == EAGAIN || errno == ENOTCONN) << errno;
            }
        }
    }
    void end() const { ::shutdown(socket_, SHUT_WR); }

    std::string read(std::size_t count) const {
        std::string bytes;
        while (bytes.size() < count) {
            const std::string more = read_some(count - bytes.size());
            if (more.empty()) break;
            bytes += more;
        }
        return bytes;
    }
    std::string read_to_end() const { return read(SIZE_MAX); }
    bool hears_nothing(milliseconds during) const { return !is_readable(socket_, during); }
    // Waits for the end, which must be a break.
    bool is_reset() const {
        char byte = 0;
        while (is_readable(socket_, kPatience)) {
            const ssize_t count = ::recv(socket_, &byte, 1, 0);
            if (count < 0 && errno != EAGAIN) return errno == ECONNRESET || errno == EPIPE;
            if (count == 0) return false;
        }
        return false;
    }

private:
    std::string read_some(std::size_t limit) const {
        std::string bytes(std::min<std::size_t>(limit, 65536), '\0');
        while (is_readable(socket_, kPatience)) {
            const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
            if (count < 0 && errno == EAGAIN) continue;
            bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
            return bytes;
        }
        return "";
    }

    int socket_;
};

class Proxy : public ::testing::Test {
protected:
    ~Proxy() override { ::close(listener_); }

    std::unique_ptr<End> connect() const {
        return std::make_unique<End>(connect_to({.port = proxy_.port()}));
    }
    std::unique_ptr<End> accept() const {
        if (!is_readable(listener_, kPatience)) return nullptr;
        return std::make_unique<End>(::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK));
    }

    std::uint16_t port_ = 0;
    int listener_ = listen_anywhere(port_);
    TcpProxy proxy_{{.port = port_}};
};

TEST_F(Proxy, PassesBytesBothWaysAndEachEnd) {
    const std::string large(3'000'000, 'x');
    const auto client = connect();
    client->send("question");
    const auto server = accept();
    ASSERT_NE(server, nullptr);
    EXPECT_EQ(server->read(8), "question");
    client->end();
    EXPECT_EQ(server->read_to_end(), "");
    std::thread answer([&] {
        server->send(large);
        server->end();
    });
    EXPECT_EQ(client->read_to_end(), large);
    answer.join();
    EXPECT_EQ(proxy_.connections(), 1u);
}

TEST_F(Proxy, RefusesNewConnectionsAndKeepsThoseThatAre) {
    const auto client = connect();
    const auto server = accept();
    proxy_.become({.weather = Weather::refusing});
    EXPECT_TRUE(connect()->is_reset());
    client->send("a");
    EXPECT_EQ(server->read(1), "a");
    proxy_.become({});
    connect()->send("b");
    EXPECT_NE(accept(), nullptr);
}

TEST_F(Proxy, BreaksConnectionsOnBothSides) {
    const auto client = connect();
    const auto server = accept();
    proxy_.reset_connections();
    EXPECT_TRUE(client->is_reset());
    EXPECT_TRUE(server->is_reset());
}

TEST_F(Proxy, DelaysWhatIsSentAndKeepsItsOrder) {
    constexpr milliseconds kDelay{200};
    proxy_.become({.weather = Weather::slow, .delay = kDelay});
    const auto client = connect();
    const auto server = accept();
    const auto sent = std::chrono::steady_clock::now();
    client->send("one ");
    client->send("two");
    EXPECT_EQ(server->read(7), "one two");
    EXPECT_GE(std::chrono::steady_clock::now() - sent, kDelay);
    // Bytes that are on their way when the delay ends are not overtaken.
    client->send("three ");
    proxy_.become({});
    client->send("four");
    EXPECT_EQ(server->read(10), "three four");
}

TEST_F(Proxy, CutsAnAnswerInItsMidst) {
    const auto client = connect();
    const auto server = accept();
    server->send("before");
    EXPECT_EQ(client->read(6), "before");
    proxy_.become({.weather = Weather::cutting, .cut_after = 5});
    client->send("question");
    EXPECT_EQ(server->read(8), "question");
    server->send("a long answer");
    EXPECT_EQ(client->read_to_end(), "a lon");
    EXPECT_TRUE(server->is_reset());
}

TEST_F(Proxy, SwallowsBytesAndConnectionsUntilTheBlackHoleEnds) {
    constexpr milliseconds kMoment{50};
    const auto client = connect();
    const auto server = accept();
    proxy_.become({.weather = Weather::black_hole});
    client->send("a");
    const auto other = connect();
    other->send("b");
    EXPECT_TRUE(server->hears_nothing(kMoment));
    EXPECT_FALSE(is_readable(listener_, kMoment));
    proxy_.become({});
    EXPECT_EQ(server->read(1), "a");
    const auto other_server = accept();
    ASSERT_NE(other_server, nullptr);
    EXPECT_EQ(other_server->read(1), "b");
}

TEST(ProxyOfAUnixSocket, PassesOnOnceTheServerIsThere) {
    std::string folder = (std::filesystem::temp_directory_path() / "scan-proxy-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = folder + "/socket";
    path.copy(address.sun_path, path.size());
    const TcpProxy proxy({.path = path});
    EXPECT_TRUE(End(connect_to({.port = proxy.port()})).is_reset());

    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener, 1), 0);
    const End client(connect_to({.port = proxy.port()}));
    client.send("a");
    ASSERT_TRUE(is_readable(listener, kPatience));
    const End server(::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK));
    EXPECT_EQ(server.read(1), "a");
    ::close(listener);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace scan
