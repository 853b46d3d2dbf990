#pragma once

#include <soci/soci-backend.h>

#include <optional>
#include <vector>

#include "adapters/sqlserver/numbered_sql.h"
#include "adapters/sqlserver/odbc_handle.h"
#include "base/clock.h"

namespace scan {

class OdbcColumn;

// A batch of statements. Sent as a whole each time, since the server keeps plans by their text. Every result of it is read, so that an error
// of a later statement is not missed; the rows are those of the first statement that has any.
class OdbcStatement final : public soci::details::statement_backend {
public:
    OdbcStatement(const OdbcHandle& connection, Duration timeout)
        : connection_(connection), timeout_(timeout) {}

    void alloc() override;
    void clean_up() override { handle_.reset(); }
    void prepare(const std::string& sql, soci::details::statement_type type) override;
    exec_fetch_result execute(int rows) override;
    exec_fetch_result fetch(int rows) override;
    // What a batch without columns for the caller selects last, such as @@ROWCOUNT; 0: nothing. The
    // server's own counts are no use: NOCOUNT silences them, and triggers add theirs.
    long long get_affected_rows() override { return affected_rows_; }
    int get_number_of_rows() override { return 1; }
    std::string get_parameter_name(int index) const override;
    std::string rewrite_for_procedure_call(const std::string& sql) override { return sql; }
    int prepare_for_describe() override;
    void describe_column(int number, soci::data_type& type, std::string& name) override;
    soci::details::standard_into_type_backend* make_into_type_backend() override;
    soci::details::standard_use_type_backend* make_use_type_backend() override;
    soci::details::vector_into_type_backend* make_vector_into_type_backend() override;
    soci::details::vector_use_type_backend* make_vector_use_type_backend() override;

    const OdbcHandle& handle() const { return *handle_; }
    const std::vector<std::string>& parameters() const { return sql_.parameters; }

    // Columns are read in their order, which drivers insist on and SOCI does not keep.
    void add(OdbcColumn& column) { columns_.push_back(&column); }

private:
    // To the next result that has columns; false: the batch has ended.
    bool reach_rows(SQLRETURN result);
    void read_count();

    const OdbcHandle& connection_;
    const Duration timeout_;
    std::optional<OdbcHandle> handle_;
    NumberedSql sql_;
    std::vector<OdbcColumn*> columns_;
    long long affected_rows_ = 0;
};

}  // namespace scan
