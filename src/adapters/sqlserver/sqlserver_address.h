#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

// Whose machine a server is on: Azure says some things in another sense.
enum class SqlServerHost { own, azure };

// Where an SQL Server database is, and how its server is to be trusted. A value. Read from
//   a URL: sqlserver://user:password@host[:port]/database[?encrypt=require|off&trust_server_certificate=true&ca_file=…&driver=…]
//   an ADO.NET or ODBC connection string: Server=host,1433;Database=…;User Id=…;Password=…
struct SqlServerAddress {
    std::string host = {};
    std::uint16_t port = 1433;
    std::string database = {};
    std::string user = {};  // empty, as the password then is: a file has to say both
    std::string password = {};
    std::string driver = "FreeTDS";  // as unixODBC knows it
    bool encrypt = true;
    bool trust_server_certificate = false;
    std::string ca_file = {};           // empty: the system's
    std::string application_name = {};  // empty: the program's own
    // Keys, in lower case, that say something which is not done; a person could rely on it.
    std::vector<std::string> ignored = {};

    // The error repeats no value. It names a key that is not taken, but none that could be the rest
    // of a password.
    static std::expected<SqlServerAddress, std::string> parse(std::string_view text);

    // By the name of the host.
    SqlServerHost server_host() const;

    // For people: the URL without the password.
    std::string text() const;

    bool operator==(const SqlServerAddress&) const = default;
};

}  // namespace scan
