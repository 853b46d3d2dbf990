#pragma once

#include <soci/soci-backend.h>

#include <string>

#include "adapters/sqlserver/odbc_handle.h"

namespace scan {

class OdbcStatement;

// A column of the result, read into an int, a long long or a string.
class OdbcColumn final : public soci::details::standard_into_type_backend {
public:
    explicit OdbcColumn(OdbcStatement& statement) : statement_(statement) {}

    void define_by_pos(int& position, void* data, soci::details::exchange_type type) override;
    void pre_fetch() override {}
    void post_fetch(bool has_row, bool is_fetch, soci::indicator* indicator) override;
    void clean_up() override {}

    // Of the row that has just been fetched.
    void read();

private:
    void read_number(SQLSMALLINT type, SQLLEN size);
    void read_text();

    OdbcStatement& statement_;
    SQLUSMALLINT position_ = 0;
    void* data_ = nullptr;
    soci::details::exchange_type type_ = soci::details::x_stdstring;
    bool is_null_ = false;
};

}  // namespace scan
