#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "adapters/postgres/postgres_address.h"
#include "adapters/sqlserver/sqlserver_address.h"

namespace scan {

// Which engine keeps the queue or the store, and where. A further engine is a further enumerator,
// with members of its own.
struct EngineUrl {
    enum class Engine { sqlite, postgres, sqlserver, sqs };

    Engine engine = Engine::sqlite;
    std::string path{};  // sqlite: of the database file; if relative, to the working directory
    PostgresAddress postgres{};
    SqlServerAddress sqlserver{};
    std::string url{};  // sqs: the queue's

    bool operator==(const EngineUrl&) const = default;
};

inline constexpr std::string_view kEngineUrlsAllowed =
    "sqlite:relative/path.db, sqlite:///absolute/path.db, postgresql://user@host/database, "
    "sqlserver://user:password@host/database or an ADO.NET or ODBC connection string of SQL Server";
inline constexpr std::string_view kQueueUrlsAllowed =
    "sqlite:relative/path.db, sqlite:///absolute/path.db, postgresql://user@host/database, "
    "sqlserver://user:password@host/database or an ADO.NET or ODBC connection string of SQL "
    "Server, https://sqs.<region>.amazonaws.com/<account>/<name> or "
    "http://host:port/<account>/<name>";

// Whether a store can be kept there: Amazon SQS is a queue alone.
bool is_store_engine(EngineUrl::Engine engine);

// The error says what is wrong in a few words and repeats nothing behind the scheme, where a
// password could stand.
std::expected<EngineUrl, std::string> parse_engine_url(std::string_view text);

// The URL in its canonical spelling, without passwords.
std::string engine_url_text(const EngineUrl& url);

// Any password, also a client key's.
bool has_password(const EngineUrl& url);

// The password of the user that logs in.
bool has_user_password(const EngineUrl& url);

}  // namespace scan
