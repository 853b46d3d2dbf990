#include "adapters/sqlserver/testing/fake_sqlserver.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/sqlserver/testing/loopback_listener.h"
#include "adapters/sqlserver/utf16.h"

// Microsoft's [MS-TDS] names and numbers all that stands here.
namespace scan {
namespace {

constexpr int kLookMs = 5;  // how long the end may go unnoticed

constexpr unsigned char kSqlBatch = 0x01;
constexpr unsigned char kProcedureCall = 0x03;
constexpr unsigned char kAttention = 0x06;  // the client wants no more of an answer
constexpr std::uint64_t kAttentionDone = 0x0020;
constexpr unsigned char kPreLogin = 0x12;
constexpr unsigned char kLogin = 0x10;
constexpr char kTabularResult = 0x04;
constexpr std::size_t kHeaderBytes = 8;

std::string little_endian(std::uint64_t value, std::size_t bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

std::string wide(std::string_view ascii) {
    std::string text;
    for (const char c : ascii) text.append({c, '\0'});
    return text;
}

std::size_t number_at(std::string_view message, std::size_t at) {
    return static_cast<unsigned char>(message.at(at)) |
           static_cast<std::size_t>(static_cast<unsigned char>(message.at(at + 1))) << 8;
}

std::string from_wide(std::string_view bytes) {
    std::u16string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        text += static_cast<char16_t>(number_at(bytes, i));
    }
    return utf8_of(text);
}

// A text of the login, whose place and length stand at `at`.
std::string_view login_bytes(std::string_view message, std::size_t at) {
    return message.substr(number_at(message, at), 2 * number_at(message, at + 2));
}

std::string login_text(std::string_view message, std::size_t at) {
    return from_wide(login_bytes(message, at));
}

// A password travels with each byte's halves swapped and half of its bits turned.
std::string unveiled(std::string_view bytes) {
    constexpr unsigned kTurned = 0xa5;
    std::string text;
    for (const char c : bytes) {
        const unsigned byte = static_cast<unsigned char>(c) ^ kTurned;
        text += static_cast<char>((byte << 4 | byte >> 4) & 0xff);
    }
    return text;
}

FakeSqlServer::Login read_login(std::string_view message) {
    return {.application = login_text(message, 48),
            .server = login_text(message, 52),
            .user = login_text(message, 40),
            .password = from_wide(unveiled(login_bytes(message, 44))),
            .database = login_text(message, 68)};
}

// Of an error that ends a login or a statement, or of a success.
std::string done(int error) {
    constexpr std::uint64_t kError = 0x0002;
    if (error == 0) return "\xfd" + std::string(12, '\0');
    const std::string text = "error " + std::to_string(error);
    const std::string body = little_endian(static_cast<std::uint64_t>(error), 4) +
                             std::string("\x01\x10", 2) + little_endian(text.size(), 2) +
                             wide(text) + std::string(2, '\0') + little_endian(1, 4);
    return "\xaa" + little_endian(body.size(), 2) + body + "\xfd" + little_endian(kError, 2) +
           std::string(10, '\0');
}

// A row of one column, an INT without a name.
std::string one_number(int number) {
    const std::string columns("\x81\x01\x00\x00\x00\x00\x00\x00\x00\x38\x00", 11);
    return columns + "\xd1" + little_endian(static_cast<std::uint32_t>(number), 4) + done(0);
}

// The version, and that there is no encryption.
std::string pre_login() {
    return std::string("\x00\x00\x0b\x00\x06\x01\x00\x11\x00\x01\xff", 11) +
           std::string("\x0f\x00\x07\xd0\x00\x00\x02", 7);
}

std::string login_acknowledged() {
    const std::string name = "Microsoft SQL Server";
    const std::string body = std::string("\x01\x74\x00\x00\x04", 5) +
                             static_cast<char>(name.size()) + wide(name) +
                             std::string("\x0f\x00\x07\xd0", 4);
    return "\xad" + little_endian(body.size(), 2) + body;
}

bool read_exactly(int socket, std::string& bytes, std::size_t count) {
    bytes.resize(count);
    std::size_t got = 0;
    while (got < count) {
        const ssize_t some = ::recv(socket, bytes.data() + got, count - got, 0);
        if (some <= 0) return false;
        got += static_cast<std::size_t>(some);
    }
    return true;
}

}  // namespace

FakeSqlServer::FakeSqlServer(AnswerLogin answer_login, AnswerStatement answer_statement)
    : answer_login_(std::move(answer_login)),
      answer_statement_(std::move(answer_statement)),
      listener_(loopback_listener(port_)),
      thread_([this] { run(); }) {}

FakeSqlServer::~FakeSqlServer() {
    is_ending_ = true;
    thread_.join();
    ::close(listener_);
}

std::vector<FakeSqlServer::Login> FakeSqlServer::logins() const {
    const std::lock_guard lock(mutex_);
    return logins_;
}

std::string FakeSqlServer::statements() const {
    const std::lock_guard lock(mutex_);
    return statements_;
}

void FakeSqlServer::run() {
    std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
    while (!is_ending_) {
        if (::poll(sockets.data(), sockets.size(), kLookMs) <= 0) continue;
        std::vector<pollfd> next{{listener_, POLLIN, 0}};
        for (std::size_t i = 1; i < sockets.size(); ++i) {
            if (sockets[i].revents == 0 || answer(sockets[i].fd)) {
                next.push_back({sockets[i].fd, POLLIN, 0});
            } else {
                ::close(sockets[i].fd);
            }
        }
        if (sockets[0].revents != 0) {
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client >= 0) next.push_back({client, POLLIN, 0});
        }
        sockets = std::move(next);
    }
    for (std::size_t i = 1; i < sockets.size(); ++i) ::close(sockets[i].fd);
}

bool FakeSqlServer::answer(int client) {
    std::string message;
    std::string header;
    bool is_last = false;
    while (!is_last) {
        if (!read_exactly(client, header, kHeaderBytes)) return false;
        is_last = (header[1] & 1) != 0;
        const auto length = static_cast<std::size_t>(static_cast<unsigned char>(header[2])) << 8 |
                            static_cast<unsigned char>(header[3]);
        std::string part;
        if (!read_exactly(client, part, length - kHeaderBytes)) return false;
        message += part;
    }
    const std::string body = answer_to(static_cast<unsigned char>(header[0]), message);
    const std::size_t size = body.size() + kHeaderBytes;
    std::string packet{kTabularResult, 1, static_cast<char>(size >> 8),
                       static_cast<char>(size & 0xff)};
    packet += std::string("\0\0\x01\0", 4) + body;
    return ::send(client, packet.data(), packet.size(), MSG_NOSIGNAL) == std::ssize(packet);
}

std::string FakeSqlServer::answer_to(unsigned char type, const std::string& message) {
    if (type == kPreLogin) return pre_login();
    if (type == kLogin) {
        const Login login = read_login(message);
        {
            const std::lock_guard lock(mutex_);
            logins_.push_back(login);
        }
        const int error = answer_login_(login);
        return error == 0 ? login_acknowledged() + done(0) : done(error);
    }
    if (type == kAttention)
        return "\xfd" + little_endian(kAttentionDone, 2) + std::string(10, '\0');
    if (type != kSqlBatch && type != kProcedureCall) return done(0);
    // ASCII in two bytes each, with the protocol's own around it.
    std::string text = message;
    std::erase(text, '\0');
    {
        const std::lock_guard lock(mutex_);
        statements_ += text + '\n';
    }
    const auto number = answer_statement_(text);
    return number ? one_number(*number) : done(0);
}

}  // namespace scan
