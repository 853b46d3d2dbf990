#include "admin/http/http_question.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

#include "admin/http/socket_address.h"

namespace scan {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kAnswerBytesMax = 1 << 20;

// A socket to ask by, closed by the destructor; no call waits beyond the deadline.
class Call final {
public:
    Call(int family, SteadyClock::time_point deadline)
        : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
          deadline_(deadline) {}
    ~Call() {
        if (socket_ >= 0) ::close(socket_);
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    bool connect(SystemAddress where) {
        if (::connect(socket_, where.raw(), where.size) == 0) return true;
        if (errno != EINPROGRESS || !wait_for(POLLOUT)) return false;
        int fault = 0;
        socklen_t size = sizeof fault;
        ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &fault, &size);
        errno = fault;
        return fault == 0;
    }
    bool send(std::string_view text) {
        while (!text.empty()) {
            if (!wait_for(POLLOUT)) return false;
            const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent < 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // All that comes until the other side ends the connection.
    std::optional<std::string> read_to_end() {
        std::string text;
        char bytes[4096];
        while (wait_for(POLLIN)) {
            const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got == 0) return text;
            if (got < 0 || text.size() > kAnswerBytesMax) return std::nullopt;
            text.append(bytes, static_cast<std::size_t>(got));
        }
        return std::nullopt;
    }

private:
    bool wait_for(short events) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - SteadyClock::now());
        pollfd entry{socket_, events, 0};
        if (left.count() > 0 && ::poll(&entry, 1, static_cast<int>(left.count())) > 0) return true;
        errno = ETIMEDOUT;
        return false;
    }

    int socket_;
    SteadyClock::time_point deadline_;
};

std::optional<HttpAnswer> parse(std::string_view text) {
    constexpr std::string_view kBegin = "HTTP/1.1 ";
    const std::size_t end = text.find("\r\n\r\n");
    if (!text.starts_with(kBegin) || end == text.npos) return std::nullopt;
    HttpAnswer answer;
    text.remove_prefix(kBegin.size());
    const std::string_view status = text.substr(0, 3);
    const auto [rest, fault] =
        std::from_chars(status.data(), status.data() + status.size(), answer.status);
    if (fault != std::errc()) return std::nullopt;
    answer.body = text.substr(end + 4 - kBegin.size());
    return answer;
}

}  // namespace

Result<HttpAnswer> ask(const HttpQuestion& question) {
    SystemAddress where = system_address(question.address);
    Call call(where.family(), SteadyClock::now() + question.patience);
    const std::string authorization =
        question.token.empty() ? "" : fmt::format("Authorization: Bearer {}\r\n", question.token);
    const std::string text =
        fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}Connection: close\r\n\r\n",
                    question.path, authorization);
    const auto failed = [&question](std::string_view why) {
        return fail(ErrorCode::transient,
                    fmt::format("no answer at {}: {}", question.address.text(), why));
    };
    if (!call.connect(where) || !call.send(text)) return failed(std::strerror(errno));
    const auto got = call.read_to_end();
    if (!got) return failed(std::strerror(errno));
    auto answer = parse(*got);
    if (!answer) return failed("what answers does not speak HTTP");
    return std::move(*answer);
}

}  // namespace scan
