#pragma once

#include <libpq-fe.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace scan {

// A connection with a PostgreSQL database that knows nothing of the program, for tests to look at
// the tables and to stand in the way.
class RawPostgres final {
public:
    using Row = std::vector<std::optional<std::string>>;

    explicit RawPostgres(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
        if (PQstatus(connection_) == CONNECTION_OK) return;
        const std::string why = PQerrorMessage(connection_);
        PQfinish(connection_);
        throw std::runtime_error(why);
    }
    ~RawPostgres() { PQfinish(connection_); }
    RawPostgres(const RawPostgres&) = delete;
    RawPostgres& operator=(const RawPostgres&) = delete;

    // Runs one or several statements.
    void execute(const std::string& sql) { rows(sql); }

    // Those of the last statement.
    std::vector<Row> rows(const std::string& sql) {
        PGresult* const result = PQexec(connection_, sql.c_str());
        std::vector<Row> rows;
        const ExecStatusType status = PQresultStatus(result);
        for (int i = 0; i < PQntuples(result); ++i) {
            Row& row = rows.emplace_back();
            for (int j = 0; j < PQnfields(result); ++j) {
                row.emplace_back();
                if (PQgetisnull(result, i, j) == 0) row.back() = PQgetvalue(result, i, j);
            }
        }
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            throw std::runtime_error(PQerrorMessage(connection_));
        return rows;
    }

    // The first column of the first row; "" if there is none.
    std::string value(const std::string& sql) {
        const auto all = rows(sql);
        return all.empty() ? "" : all.front().front().value_or("");
    }

private:
    PGconn* connection_;
};

}  // namespace scan
