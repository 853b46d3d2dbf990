#include "adapters/sqlserver/odbc_statement.h"

#include <sqlext.h>

#include "adapters/sqlserver/odbc_column.h"
#include "adapters/sqlserver/odbc_parameter.h"

namespace scan {

void OdbcStatement::alloc() {
    handle_.emplace(SQL_HANDLE_STMT, &connection_);
    const auto whole = std::chrono::floor<std::chrono::seconds>(timeout_).count();
    // None is what the driver makes of zero.
    const std::int64_t seconds =
        timeout_ == Duration::zero() ? 0 : std::max<std::int64_t>(whole, 1);
    handle_->check(
        ::SQLSetStmtAttr(handle_->get(), SQL_ATTR_QUERY_TIMEOUT, odbc_number(seconds), 0));
}

void OdbcStatement::prepare(const std::string& sql, soci::details::statement_type /*type*/) {
    sql_ = numbered_sql(sql);
    columns_.clear();
}

OdbcStatement::exec_fetch_result OdbcStatement::execute(int rows) {
    affected_rows_ = 0;
    ::SQLFreeStmt(handle_->get(), SQL_CLOSE);
    const SQLRETURN result =
        ::SQLExecDirect(handle_->get(), reinterpret_cast<SQLCHAR*>(sql_.text.data()),
                        static_cast<SQLINTEGER>(sql_.text.size()));
    handle_->check(result);
    // A statement that wrote no row says "no data" too, and others may follow it.
    bool has_rows = reach_rows(SQL_SUCCESS);
    if (columns_.empty()) {
        for (; has_rows; has_rows = reach_rows(::SQLMoreResults(handle_->get()))) read_count();
    }
    return has_rows && rows > 0 ? fetch(rows) : ef_no_data;
}

bool OdbcStatement::reach_rows(SQLRETURN result) {
    for (; result != SQL_NO_DATA; result = ::SQLMoreResults(handle_->get())) {
        handle_->check(result);
        SQLSMALLINT columns = 0;
        handle_->check(::SQLNumResultCols(handle_->get(), &columns));
        if (columns > 0) return true;
    }
    return false;
}

void OdbcStatement::read_count() {
    const SQLRETURN result = ::SQLFetch(handle_->get());
    handle_->check(result);
    if (result == SQL_NO_DATA) return;
    SQLLEN length = 0;
    handle_->check(::SQLGetData(handle_->get(), 1, SQL_C_SBIGINT, &affected_rows_,
                                sizeof affected_rows_, &length));
}

OdbcStatement::exec_fetch_result OdbcStatement::fetch(int /*rows*/) {
    const SQLRETURN result = ::SQLFetch(handle_->get());
    handle_->check(result);
    if (result == SQL_NO_DATA) {
        while (reach_rows(::SQLMoreResults(handle_->get()))) {
        }
        return ef_no_data;
    }
    for (OdbcColumn* column : columns_) column->read();
    return ef_success;
}

std::string OdbcStatement::get_parameter_name(int index) const {
    return sql_.parameters.at(static_cast<std::size_t>(index));
}

int OdbcStatement::prepare_for_describe() {
    throw soci::soci_error("columns are not described");
}

void OdbcStatement::describe_column(int /*number*/, soci::data_type& /*type*/,
                                    std::string& /*name*/) {
    throw soci::soci_error("columns are not described");
}

soci::details::standard_into_type_backend* OdbcStatement::make_into_type_backend() {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): SOCI deletes it.
    return new OdbcColumn(*this);
}

soci::details::standard_use_type_backend* OdbcStatement::make_use_type_backend() {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): SOCI deletes it.
    return new OdbcParameter(*this);
}

soci::details::vector_into_type_backend* OdbcStatement::make_vector_into_type_backend() {
    throw soci::soci_error("rows are read one by one");
}

soci::details::vector_use_type_backend* OdbcStatement::make_vector_use_type_backend() {
    throw soci::soci_error("many rows are written as one JSON parameter");
}

}  // namespace scan
