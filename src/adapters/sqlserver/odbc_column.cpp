#include "adapters/sqlserver/odbc_column.h"

#include <sqlext.h>

#include <array>

#include "adapters/sqlserver/odbc_statement.h"
#include "adapters/sqlserver/utf16.h"

namespace scan {
namespace {

constexpr std::size_t kPartUnits = 8192;  // of UTF-16, read at a time

}  // namespace

void OdbcColumn::define_by_pos(int& position, void* data, soci::details::exchange_type type) {
    position_ = static_cast<SQLUSMALLINT>(position++);
    data_ = data;
    type_ = type;
    statement_.add(*this);
}

void OdbcColumn::read() {
    switch (type_) {
        case soci::details::x_integer: return read_number(SQL_C_SLONG, sizeof(int));
        case soci::details::x_long_long: return read_number(SQL_C_SBIGINT, sizeof(long long));
        case soci::details::x_stdstring: return read_text();
        default: throw soci::soci_error("a column of a type that is not read");
    }
}

void OdbcColumn::read_number(SQLSMALLINT type, SQLLEN size) {
    const OdbcHandle& handle = statement_.handle();
    SQLLEN length = 0;
    handle.check(::SQLGetData(handle.get(), position_, type, data_, size, &length));
    is_null_ = length == SQL_NULL_DATA;
}

// As UTF-16, because what a driver takes for the client's narrow characters depends on driver,
// locale and settings.
void OdbcColumn::read_text() {
    const OdbcHandle& handle = statement_.handle();
    std::u16string text;
    std::array<char16_t, kPartUnits> part{};
    constexpr SQLLEN kPartBytes = kPartUnits * sizeof(char16_t);
    while (true) {
        SQLLEN length = 0;
        const SQLRETURN result =
            ::SQLGetData(handle.get(), position_, SQL_C_WCHAR, part.data(), kPartBytes, &length);
        handle.check(result);
        is_null_ = length == SQL_NULL_DATA;
        if (is_null_ || result == SQL_NO_DATA) break;
        const bool is_full = length == SQL_NO_TOTAL || length >= kPartBytes;
        // A full part ends with a NUL.
        text.append(part.data(),
                    is_full ? kPartUnits - 1 : static_cast<std::size_t>(length) / sizeof(char16_t));
        if (!is_full) break;
    }
    *static_cast<std::string*>(data_) = utf8_of(text);
}

void OdbcColumn::post_fetch(bool has_row, bool /*is_fetch*/, soci::indicator* indicator) {
    if (!has_row) return;
    if (indicator != nullptr) {
        *indicator = is_null_ ? soci::i_null : soci::i_ok;
    } else if (is_null_) {
        throw soci::soci_error("NULL in place of a value");
    }
}

}  // namespace scan
