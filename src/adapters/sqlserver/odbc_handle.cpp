#include "adapters/sqlserver/odbc_handle.h"

#include <sqlext.h>

#include <array>

namespace scan {
namespace {

constexpr std::size_t kMessageMax = 1024;

const char* chars(const SQLCHAR* text) {
    return reinterpret_cast<const char*>(text);
}

}  // namespace

SQLPOINTER odbc_number(std::int64_t value) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): so does ODBC take an attribute that is a number.
    return reinterpret_cast<SQLPOINTER>(value);
}

OdbcHandle::OdbcHandle(SQLSMALLINT type, const OdbcHandle* parent) : type_(type) {
    SQLHANDLE above = parent == nullptr ? SQL_NULL_HANDLE : parent->get();
    const SQLRETURN result = ::SQLAllocHandle(type, above, &handle_);
    if (SQL_SUCCEEDED(result)) return;
    if (parent != nullptr) parent->check(result);
    throw OdbcError("the driver manager gives no handle", 0, "HY001");
}

OdbcHandle::~OdbcHandle() {
    ::SQLFreeHandle(type_, handle_);
}

void OdbcHandle::check(SQLRETURN result) const {
    if (SQL_SUCCEEDED(result) || result == SQL_NO_DATA) return;
    std::array<SQLCHAR, SQL_SQLSTATE_SIZE + 1> sqlstate{};
    std::array<SQLCHAR, kMessageMax> message{};
    SQLINTEGER number = 0;
    SQLSMALLINT length = 0;
    const SQLRETURN told =
        ::SQLGetDiagRec(type_, handle_, 1, sqlstate.data(), &number, message.data(),
                        static_cast<SQLSMALLINT>(message.size()), &length);
    if (!SQL_SUCCEEDED(told)) throw OdbcError("the driver does not say why", 0, "HY000");
    throw OdbcError(chars(message.data()), number, chars(sqlstate.data()));
}

}  // namespace scan
