#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace scan {

// Where a PostgreSQL database is, in libpq's own words: postgresql://[user[:password]@][host][:port][,…][/database][?parameter=value&…].
// What it leaves out comes from libpq's environment variables, service file and password file. A value.
class PostgresAddress {
public:
    // The error repeats nothing of `url`, which may hold a password.
    static std::expected<PostgresAddress, std::string> parse(std::string_view url);

    // For people: the URL without password.
    const std::string& text() const { return text_; }

    bool has_password() const { return text_ != url_; }

    // Which host and database it comes to, by the environment of now.
    std::string location() const;

    // A connection string for libpq; may hold a password. A call that gets no answer from the network ends within about `timeout`,
    // unless the URL or the environment says otherwise.
    std::string connect_string(Duration timeout) const;

    bool operator==(const PostgresAddress&) const = default;

private:
    std::string url_;
    std::string text_;
};

}  // namespace scan
