#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "adapters/sql/login_file.h"
#include "base/clock.h"

namespace scan {

// Where a PostgreSQL database is, in libpq's own words: postgresql://[user[:password]@][host][:port][,…][/database][?parameter=value&…].
// What it leaves out comes from libpq's environment variables, service file and password file. A value.
class PostgresAddress {
public:
    // The error repeats nothing of `url`, which may hold a password, but an unknown parameter's name.
    static std::expected<PostgresAddress, std::string> parse(std::string_view url);

    // Whether `text` is a string of libpq's other kind: host=… user=… password=….
    static bool is_key_value_string(std::string_view text);

    // For people: the URL without password.
    const std::string& text() const { return text_; }

    // Also one of a client's key.
    bool has_password() const { return text_ != url_; }

    // Whether it says the user's password, be it an empty one.
    bool has_user_password() const;

    // Which host and database it comes to, by the environment of now.
    std::string location() const;

    // Why what is sent may be read on its way, as the sslmode that lets it; blank: it may not, or stays on this machine.
    std::string open_transport() const;

    // A connection string for libpq; may hold a password. What `login` says counts more than the URL. A call that gets no answer from the network ends within about `timeout`,
    // unless the URL or the environment says otherwise.
    std::string connect_string(Duration timeout, const DatabaseLogin& login = {}) const;

    bool operator==(const PostgresAddress&) const = default;

private:
    std::string url_;
    std::string text_;
};

}  // namespace scan
