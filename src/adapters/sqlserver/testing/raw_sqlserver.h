#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlserver/sqlserver_address.h"

namespace scan {

// A session with SQL Server that knows nothing of the program, for tests to look at the tables and
// to stand in the way. The server's certificate is not looked at. Throws std::runtime_error.
class RawSqlServer final {
public:
    using Row = std::vector<std::optional<std::string>>;

    explicit RawSqlServer(const SqlServerAddress& address);
    ~RawSqlServer();
    RawSqlServer(const RawSqlServer&) = delete;
    RawSqlServer& operator=(const RawSqlServer&) = delete;

    // Runs one batch.
    void execute(const std::string& sql) { rows(sql); }

    // Those of the batch's first statement that has any.
    std::vector<Row> rows(const std::string& sql);

    // The first column of the first row; "" if there is none.
    std::string value(const std::string& sql);

private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

}  // namespace scan
