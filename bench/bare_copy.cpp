#include "bench/bare_copy.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace scan::bench {
namespace {

void check(bool is_right, PGconn* connection) {
    if (is_right) return;
    fmt::print(stderr, "{}\n", PQerrorMessage(connection));
    std::abort();
}

void execute(PGconn* connection, const std::string& sql) {
    PGresult* const result = PQexec(connection, sql.c_str());
    const ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    check(status == PGRES_COMMAND_OK || status == PGRES_COPY_IN, connection);
}

std::string field(const std::optional<Milestone>& milestone) {
    if (!milestone) return "\\N\t\\N";
    return fmt::format("{}\t{}", milestone->at.to_string(), milestone->event_id.value);
}

// The store's own statement with the temporary table in place of the array parameters.
std::string merge_statement() {
    std::ifstream file(SCAN_POSTGRES_MERGE_SQL);
    std::string sql{std::istreambuf_iterator<char>(file), {}};
    const std::size_t begin = sql.find("SELECT unnest");
    const std::size_t end = sql.find("ON CONFLICT");
    return sql.replace(begin, end - begin, "SELECT * FROM delta ");
}

}  // namespace

void bare_copy(const std::string& url, std::span<const std::vector<ParcelSummary>> batches) {
    PGconn* const connection = PQconnectdb(url.c_str());
    check(PQstatus(connection) == CONNECTION_OK, connection);
    execute(
        connection,
        "CREATE TEMPORARY TABLE delta (p bigint, e bigint, t text, c timestamptz, s text, r text,"
        " pt timestamptz, pe bigint, dt timestamptz, de bigint) ON COMMIT DELETE ROWS");
    const std::string merge = merge_statement();
    for (const auto& batch : batches) {
        execute(connection, "BEGIN");
        execute(connection, "COPY delta FROM STDIN");
        std::string rows;
        for (const ParcelSummary& row : batch) {
            rows += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", row.parcel_id.value,
                                row.latest.event_id.value, row.latest.type,
                                row.latest.created_at.to_string(), row.latest.status_code,
                                row.latest.run_id, field(row.picked_up), field(row.delivered));
        }
        check(PQputCopyData(connection, rows.data(), static_cast<int>(rows.size())) == 1,
              connection);
        check(PQputCopyEnd(connection, nullptr) == 1, connection);
        PQclear(PQgetResult(connection));
        check(PQgetResult(connection) == nullptr, connection);
        execute(connection, merge);
        execute(connection, "COMMIT");
    }
    PQfinish(connection);
}

}  // namespace scan::bench
