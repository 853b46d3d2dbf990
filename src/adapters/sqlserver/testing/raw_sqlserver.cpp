#include "adapters/sqlserver/testing/raw_sqlserver.h"

#include <fmt/format.h>
#include <sql.h>
#include <sqlext.h>

#include <array>
#include <stdexcept>

namespace scan {
namespace {

SQLCHAR* chars(const std::string& text) {
    return reinterpret_cast<SQLCHAR*>(const_cast<char*>(text.c_str()));
}

void check(SQLRETURN result, SQLSMALLINT type, SQLHANDLE handle) {
    if (SQL_SUCCEEDED(result) || result == SQL_NO_DATA) return;
    std::array<SQLCHAR, 6> state{};
    std::array<SQLCHAR, 1024> text{};
    SQLINTEGER number = 0;
    SQLSMALLINT length = 0;
    ::SQLGetDiagRec(type, handle, 1, state.data(), &number, text.data(),
                    static_cast<SQLSMALLINT>(text.size()), &length);
    throw std::runtime_error(fmt::format("{} ({}): {}", reinterpret_cast<char*>(state.data()),
                                         number, reinterpret_cast<char*>(text.data())));
}

std::optional<std::string> column(SQLHSTMT statement, SQLUSMALLINT number) {
    std::string whole;
    std::array<char, 4096> part{};
    while (true) {
        SQLLEN length = 0;
        const SQLRETURN result =
            ::SQLGetData(statement, number, SQL_C_CHAR, part.data(), part.size(), &length);
        check(result, SQL_HANDLE_STMT, statement);
        if (result == SQL_NO_DATA) return whole;
        if (length == SQL_NULL_DATA) return std::nullopt;
        whole += part.data();
        if (result == SQL_SUCCESS) return whole;
    }
}

}  // namespace

struct RawSqlServer::Handles {
    Handles() {
        ::SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
        ::SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION,
                        reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
        ::SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
    }
    ~Handles() {
        ::SQLDisconnect(connection);
        ::SQLFreeHandle(SQL_HANDLE_DBC, connection);
        ::SQLFreeHandle(SQL_HANDLE_ENV, environment);
    }
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;

    SQLHENV environment = SQL_NULL_HENV;
    SQLHDBC connection = SQL_NULL_HDBC;
};

RawSqlServer::RawSqlServer(const SqlServerAddress& address)
    : handles_(std::make_unique<Handles>()) {
    const std::string text = fmt::format(
        "DRIVER=FreeTDS;SERVER={};PORT={};DATABASE={};UID={};PWD={{{}}};TDS_Version=7.4;"
        "ClientCharset=UTF-8",
        address.host, address.port, address.database, address.user, address.password);
    SQLSMALLINT length = 0;
    check(::SQLDriverConnect(handles_->connection, nullptr, chars(text), SQL_NTS, nullptr, 0,
                             &length, SQL_DRIVER_NOPROMPT),
          SQL_HANDLE_DBC, handles_->connection);
}

RawSqlServer::~RawSqlServer() = default;

std::vector<RawSqlServer::Row> RawSqlServer::rows(const std::string& sql) {
    SQLHSTMT statement = SQL_NULL_HSTMT;
    check(::SQLAllocHandle(SQL_HANDLE_STMT, handles_->connection, &statement), SQL_HANDLE_DBC,
          handles_->connection);
    const auto free = [](SQLHSTMT handle) { ::SQLFreeHandle(SQL_HANDLE_STMT, handle); };
    const std::unique_ptr<void, decltype(free)> owner(statement, free);
    std::vector<Row> rows;
    SQLRETURN result = ::SQLExecDirect(statement, chars(sql), SQL_NTS);
    for (; result != SQL_NO_DATA; result = ::SQLMoreResults(statement)) {
        check(result, SQL_HANDLE_STMT, statement);
        SQLSMALLINT columns = 0;
        check(::SQLNumResultCols(statement, &columns), SQL_HANDLE_STMT, statement);
        const bool is_wanted = columns > 0 && rows.empty();
        while (is_wanted && ::SQLFetch(statement) == SQL_SUCCESS) {
            Row& row = rows.emplace_back();
            for (SQLSMALLINT i = 1; i <= columns; ++i) {
                row.push_back(column(statement, static_cast<SQLUSMALLINT>(i)));
            }
        }
    }
    return rows;
}

std::string RawSqlServer::value(const std::string& sql) {
    const auto all = rows(sql);
    return all.empty() ? "" : all.front().front().value_or("");
}

}  // namespace scan
