#include "adapters/sql/connection.h"

#include <fmt/format.h>

#include <algorithm>

namespace scan {

Connection::~Connection() {
    forget_statements();
}

CallWatch::Deadline Connection::from_now() const {
    return std::chrono::steady_clock::now() + database_.timeout;
}

Result<> Connection::open(CallWatch::Deadline deadline) {
    if (is_open_) return {};
    try {
        database_.dialect.open(session_, role_);
        breaker_ = database_.dialect.breaker(session_);
        const auto ensured = prepare_tables(deadline);
        is_open_ = ensured.has_value();
        if (!is_open_) close();
        return ensured;
    } catch (const soci::soci_error& error) {
        Error cause = recover(error);
        close();
        return std::unexpected(std::move(cause));
    }
}

Result<> Connection::prepare_tables(CallWatch::Deadline deadline) {
    const WatchedCall call(database_.watch, breaker_.get(), deadline);
    if (auto ensured = schema_.ensure(session_); !ensured) return ensured;
    database_.dialect.enter(session_, role_);
    return {};
}

void Connection::close() {
    session_.close();
    breaker_.reset();
    is_open_ = false;
}

void Connection::begin(Intent intent) {
    database_.dialect.begin(session_, intent);
}

Error Connection::recover(const soci::soci_error& error) {
    const Fault fault = database_.dialect.classify(error);
    // Before the statements are forgotten: PostgreSQL deallocates none in a transaction that has failed.
    if (is_open_ && !fault.session_lost) {
        try {
            const WatchedCall call(database_.watch, breaker_.get(), from_now());
            session_.rollback();
        } catch (const soci::soci_error&) {
            // There was no transaction, or the database has ended it itself.
        }
    }
    forget_statements();
    if (is_open_ && fault.session_lost) close();
    return {fault.code, fmt::format("{}: {}", database_.dialect.location(), fault.reason)};
}

Error Connection::gate_closed() const {
    return {ErrorCode::transient, fmt::format("{}: other threads of this worker are still writing",
                                              database_.dialect.location())};
}

void Connection::forget_statements() {
    for (PreparedText* statement : prepared_) statement->forget();
}

PreparedText::PreparedText(Connection& connection, std::string_view name)
    : connection_(connection), name_(name) {
    connection_.prepared_.push_back(this);
}

PreparedText::~PreparedText() {
    std::erase(connection_.prepared_, this);
}

}  // namespace scan
