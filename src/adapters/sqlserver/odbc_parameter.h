#pragma once

#include <soci/soci-backend.h>

#include <string>

#include "adapters/sqlserver/odbc_handle.h"

namespace scan {

class OdbcStatement;

// A parameter of a batch: an int, a long long or a string, which goes as it is if it is ASCII,
// otherwise as UTF-16.
class OdbcParameter final : public soci::details::standard_use_type_backend {
public:
    explicit OdbcParameter(OdbcStatement& statement) : statement_(statement) {}

    void bind_by_pos(int& position, void* data, soci::details::exchange_type type,
                     bool is_read_only) override;
    void bind_by_name(const std::string& name, void* data, soci::details::exchange_type type,
                      bool is_read_only) override;
    void pre_use(const soci::indicator* indicator) override;
    void post_use(bool /*has_row*/, soci::indicator* /*indicator*/) override { utf16_.clear(); }
    void clean_up() override {}

private:
    // The driver reads it when the batch is sent.
    struct Value {
        SQLSMALLINT c_type;
        SQLSMALLINT sql_type;
        SQLULEN
        size_max;  // declared to the server: the same for all values of a kind, whose plan is then the same
        const void* data;
        SQLLEN length;
    };

    Value value();
    Value text();

    OdbcStatement& statement_;
    std::string name_;
    const void* data_ = nullptr;
    soci::details::exchange_type type_ = soci::details::x_stdstring;
    std::u16string utf16_;
    SQLLEN length_ = 0;  // read by the driver when the batch is sent
};

}  // namespace scan
