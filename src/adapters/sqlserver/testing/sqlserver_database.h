#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "adapters/sqlserver/testing/raw_sqlserver.h"

namespace scan {

// An empty database of the server that TEST_SQLSERVER_URL names; dropped at the end. The login must
// be allowed to create databases.
class SqlServerDatabase final {
public:
    static constexpr const char* kVariable = "TEST_SQLSERVER_URL";

    // Without a server there is nothing to test on.
    static bool is_available() { return std::getenv(kVariable) != nullptr; }
    static constexpr const char* kMissing = "no SQL Server: set TEST_SQLSERVER_URL";

    static SqlServerAddress server() {
        const char* const url = std::getenv(kVariable);
        const auto address = SqlServerAddress::parse(url == nullptr ? "" : url);
        if (!address) throw std::runtime_error(std::string(kVariable) + ": " + address.error());
        return *address;
    }

    SqlServerDatabase() : address_(server()) {
        static int count = 0;
        address_.database = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        RawSqlServer(server()).execute("CREATE DATABASE " + address_.database);
    }
    ~SqlServerDatabase() {
        try {
            RawSqlServer(server()).execute("DROP DATABASE " + address_.database);
        } catch (const std::runtime_error& error) {
            std::fprintf(stderr, "%s stays: %s\n", address_.database.c_str(), error.what());
        }
    }
    SqlServerDatabase(const SqlServerDatabase&) = delete;
    SqlServerDatabase& operator=(const SqlServerDatabase&) = delete;

    // Babelfish for PostgreSQL speaks SQL Server's language with some gaps, see docs/engines.md.
    bool is_babelfish() const {
        return raw().value("SELECT CAST(SERVERPROPERTY('Babelfish') AS INT)") == "1";
    }

    const SqlServerAddress& address() const { return address_; }
    // With the password.
    std::string url() const {
        std::string password;
        for (const char c : address_.password) {
            char escape[4];
            std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned char>(c));
            password += escape;
        }
        return "sqlserver://" + address_.user + ":" + password + "@" + address_.host + ":" +
               std::to_string(address_.port) + "/" + address_.database +
               "?encrypt=" + (address_.encrypt ? "require" : "off") +
               "&trust_server_certificate=" + (address_.trust_server_certificate ? "yes" : "no") +
               (address_.ca_file.empty() ? "" : "&ca_file=" + address_.ca_file);
    }
    RawSqlServer raw() const { return RawSqlServer(address_); }

private:
    SqlServerAddress address_;
};

}  // namespace scan
