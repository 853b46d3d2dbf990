#include "tests/chaos/proxied_connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "tests/chaos/socket_address.h"

namespace scan {
namespace {

constexpr std::size_t kHeldMax = 256 * 1024;
constexpr std::size_t kChunkMax = 16 * 1024;

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR || errno == ENOTCONN;
}

}  // namespace

ProxiedConnection::ProxiedConnection(int client, int server)
    : request_{.from = client, .to = server}, answer_{.from = server, .to = client} {}

ProxiedConnection::~ProxiedConnection() {
    if (!is_open_) return;
    ::close(request_.from);
    ::close(request_.to);
}

void ProxiedConnection::reset() {
    close_with_reset(request_.from);
    close_with_reset(request_.to);
    is_open_ = false;
}

bool ProxiedConnection::may_send(const Direction& direction, SteadyTime now) {
    return !direction.chunks.empty() && direction.chunks.front().ready <= now;
}

std::array<pollfd, 2> ProxiedConnection::wishes(const Network& network, SteadyTime now) const {
    std::array<pollfd, 2> wishes{
        {{.fd = -1, .events = 0, .revents = 0}, {.fd = -1, .events = 0, .revents = 0}}};
    if (network.weather == Weather::black_hole) return wishes;
    const auto wish = [](pollfd& entry, int socket, short event) {
        entry.fd = socket;
        entry.events = static_cast<short>(entry.events | event);
    };
    pollfd& client = wishes[0];
    pollfd& server = wishes[1];
    if (!request_.has_ended && request_.held < kHeldMax) wish(client, request_.from, POLLIN);
    if (may_send(answer_, now)) wish(client, answer_.to, POLLOUT);
    if (!answer_.has_ended && answer_.held < kHeldMax) wish(server, answer_.from, POLLIN);
    if (may_send(request_, now)) wish(server, request_.to, POLLOUT);
    return wishes;
}

std::optional<SteadyTime> ProxiedConnection::wake() const {
    std::optional<SteadyTime> first;
    for (const Direction* direction : {&request_, &answer_}) {
        if (direction->chunks.empty()) continue;
        const SteadyTime ready = direction->chunks.front().ready;
        if (!first || ready < *first) first = ready;
    }
    return first;
}

bool ProxiedConnection::receive(Direction& direction, std::chrono::milliseconds delay,
                                SteadyTime now) {
    while (!direction.has_ended && direction.held < kHeldMax) {
        std::string bytes(kChunkMax, '\0');
        const ssize_t count = ::recv(direction.from, bytes.data(), bytes.size(), 0);
        if (count < 0) return would_block();
        if (count == 0) {
            direction.has_ended = true;
            return true;
        }
        bytes.resize(static_cast<std::size_t>(count));
        direction.held += bytes.size();
        direction.chunks.push_back({std::move(bytes), now + delay});
    }
    return true;
}

bool ProxiedConnection::send(Direction& direction, SteadyTime now) {
    while (may_send(direction, now)) {
        std::string& bytes = direction.chunks.front().bytes;
        const ssize_t count = ::send(direction.to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) return would_block();
        const auto sent = static_cast<std::size_t>(count);
        direction.held -= sent;
        if (sent < bytes.size()) {
            bytes.erase(0, sent);
            return true;
        }
        direction.chunks.pop_front();
    }
    if (direction.has_ended && direction.chunks.empty() && !direction.is_shut) {
        direction.is_shut = true;
        ::shutdown(direction.to, SHUT_WR);
    }
    return true;
}

// Lets the bytes before the cut through, so that the client has the beginning of an answer.
bool ProxiedConnection::cut(const Network& network) {
    const std::size_t left =
        network.cut_after > answered_ ? network.cut_after - answered_ : std::size_t{0};
    if (answer_.held <= left) return false;
    std::size_t passed = 0;
    for (const Chunk& chunk : answer_.chunks) {
        const std::size_t part = std::min(chunk.bytes.size(), left - passed);
        ::send(answer_.to, chunk.bytes.data(), part, MSG_NOSIGNAL);
        passed += part;
    }
    return true;
}

bool ProxiedConnection::step(const Network& network, SteadyTime now) {
    if (network.weather == Weather::black_hole) return true;
    const auto delay =
        network.weather == Weather::slow ? network.delay : std::chrono::milliseconds(0);
    bool goes_on = receive(request_, delay, now) && receive(answer_, delay, now);
    if (goes_on && network.weather == Weather::cutting && cut(network)) {
        ::shutdown(answer_.to, SHUT_WR);
        ::close(request_.from);
        close_with_reset(request_.to);
        is_open_ = false;
        return false;
    }
    const std::size_t held = answer_.held;
    goes_on = goes_on && send(request_, now) && send(answer_, now);
    answered_ += held - answer_.held;
    if (!goes_on) {
        reset();
        return false;
    }
    return !(request_.is_shut && answer_.is_shut);
}

}  // namespace scan
