#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace scan {

// Where an SQL Server database is, and how its server is to be trusted. A value. Read from
//   a URL: sqlserver://user:password@host[:port]/database[?encrypt=require|off&trust_server_certificate=true&ca_file=…&driver=…]
//   an ADO.NET or ODBC connection string: Server=host,1433;Database=…;User Id=…;Password=…
struct SqlServerAddress {
    std::string host = {};
    std::uint16_t port = 1433;
    std::string database = {};
    std::string user = {};
    std::string password = {};
    std::string driver = "FreeTDS";  // as unixODBC knows it
    bool encrypt = true;
    bool trust_server_certificate = false;
    std::string ca_file = {};  // empty: the system's

    // The error repeats no value.
    static std::expected<SqlServerAddress, std::string> parse(std::string_view text);

    // Whether `text` is meant as a connection string: its first key is one of theirs.
    static bool is_connection_string(std::string_view text);

    // For people: the URL without the password.
    std::string text() const;

    bool operator==(const SqlServerAddress&) const = default;
};

}  // namespace scan
