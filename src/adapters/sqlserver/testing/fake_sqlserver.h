#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace scan {

// Speaks as much of SQL Server's protocol (TDS 7.4, without TLS) on a port of 127.0.0.1 as a driver
// needs to log in, to send statements and to get a number for one. It keeps what it is sent. The
// destructor ends it.
class FakeSqlServer final {
public:
    // What the driver says of itself in its login.
    struct Login {
        std::string application;
        std::string server;
        std::string user;
        std::string password;
        std::string database;
    };

    // The number of the error that is the answer to a login; 0: it succeeds. The number that a
    // statement selects; nullopt: nothing. Called by the server's thread.
    using AnswerLogin = std::function<int(const Login&)>;
    using AnswerStatement = std::function<std::optional<int>(std::string_view)>;

    explicit FakeSqlServer(
        AnswerLogin answer_login,
        AnswerStatement answer_statement = [](std::string_view) { return std::optional<int>(); });
    ~FakeSqlServer();
    FakeSqlServer(const FakeSqlServer&) = delete;
    FakeSqlServer& operator=(const FakeSqlServer&) = delete;

    std::uint16_t port() const { return port_; }
    std::vector<Login> logins() const;
    // All statements, a line each; those with parameters have bytes of the protocol around them.
    std::string statements() const;

private:
    void run();
    // False: the client has gone.
    bool answer(int client);
    std::string answer_to(unsigned char type, const std::string& message);

    const AnswerLogin answer_login_;
    const AnswerStatement answer_statement_;
    std::uint16_t port_ = 0;
    int listener_;  // after the port, which it finds
    mutable std::mutex mutex_;
    std::vector<Login> logins_;
    std::string statements_;
    std::atomic<bool> is_ending_ = false;
    std::thread thread_;
};

}  // namespace scan
