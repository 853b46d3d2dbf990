#include "adapters/sqlserver/odbc_parameter.h"

#include <sqlext.h>

#include <algorithm>

#include "adapters/sqlserver/odbc_statement.h"
#include "adapters/sqlserver/utf16.h"

namespace scan {
namespace {

constexpr std::size_t kVarcharMax = 8000;
constexpr std::size_t kNvarcharMax = 4000;

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

}  // namespace

void OdbcParameter::bind_by_pos(int& /*position*/, void* /*data*/,
                                soci::details::exchange_type /*type*/, bool /*is_read_only*/) {
    throw soci::soci_error("parameters are bound by name");
}

void OdbcParameter::bind_by_name(const std::string& name, void* data,
                                 soci::details::exchange_type type, bool /*is_read_only*/) {
    name_ = name;
    data_ = data;
    type_ = type;
}

OdbcParameter::Value OdbcParameter::value() {
    switch (type_) {
        case soci::details::x_integer: return {SQL_C_SLONG, SQL_INTEGER, 10, data_, 0};
        case soci::details::x_long_long: return {SQL_C_SBIGINT, SQL_BIGINT, 19, data_, 0};
        case soci::details::x_stdstring: return text();
        default: throw soci::soci_error("a parameter of a type that is not sent");
    }
}

OdbcParameter::Value OdbcParameter::text() {
    const auto& text = *static_cast<const std::string*>(data_);
    if (std::ranges::all_of(text, is_ascii)) {
        const bool is_long = text.size() > kVarcharMax;
        return {SQL_C_CHAR, static_cast<SQLSMALLINT>(is_long ? SQL_LONGVARCHAR : SQL_VARCHAR),
                is_long ? text.size() : kVarcharMax, text.data(), static_cast<SQLLEN>(text.size())};
    }
    utf16_ = utf16_of(text);
    const bool is_long = utf16_.size() > kNvarcharMax;
    return {SQL_C_WCHAR, static_cast<SQLSMALLINT>(is_long ? SQL_WLONGVARCHAR : SQL_WVARCHAR),
            is_long ? utf16_.size() : kNvarcharMax, utf16_.data(),
            static_cast<SQLLEN>(utf16_.size() * sizeof(char16_t))};
}

void OdbcParameter::pre_use(const soci::indicator* indicator) {
    const Value value = this->value();
    length_ = indicator != nullptr && *indicator == soci::i_null ? SQL_NULL_DATA : value.length;
    const OdbcHandle& handle = statement_.handle();
    const auto& names = statement_.parameters();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != name_) continue;
        handle.check(::SQLBindParameter(handle.get(), static_cast<SQLUSMALLINT>(i + 1),
                                        SQL_PARAM_INPUT, value.c_type, value.sql_type,
                                        value.size_max, 0, const_cast<void*>(value.data),
                                        value.length, &length_));
    }
}

}  // namespace scan
