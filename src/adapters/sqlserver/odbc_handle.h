#pragma once

#include <soci/error.h>
#include <sql.h>

#include <cstdint>
#include <string>

namespace scan {

// An error of the driver or, through it, of the server: the first that a handle tells of.
class OdbcError final : public soci::soci_error {
public:
    OdbcError(const std::string& message, int number, std::string sqlstate)
        : soci_error(message), number_(number), sqlstate_(std::move(sqlstate)) {}

    // The server's number of it; 0: it is the driver's own.
    int number() const { return number_; }
    const std::string& sqlstate() const { return sqlstate_; }

private:
    int number_;
    std::string sqlstate_;
};

// A handle of the driver manager: environment, connection or statement.
class OdbcHandle final {
public:
    // `parent` outlives it; nullptr for an environment.
    OdbcHandle(SQLSMALLINT type, const OdbcHandle* parent);
    ~OdbcHandle();
    OdbcHandle(const OdbcHandle&) = delete;
    OdbcHandle& operator=(const OdbcHandle&) = delete;

    SQLHANDLE get() const { return handle_; }

    // Throws OdbcError if the call on this handle that ended with `result` failed.
    void check(SQLRETURN result) const;

private:
    const SQLSMALLINT type_;
    SQLHANDLE handle_ = SQL_NULL_HANDLE;
};

// The value of an attribute that is a number.
SQLPOINTER odbc_number(std::int64_t value);

}  // namespace scan
