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

Result<> Connection::open(CallWatch::Deadline& deadline) {
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

Result<> Connection::prepare_tables(CallWatch::Deadline& deadline) {
    const auto is_ready = [&] {
        const WatchedCall call(database_.watch, breaker_.get(), deadline);
        return schema_.is_ready(session_);
    }();
    if (!is_ready) return std::unexpected(is_ready.error());
    const GatePass pass(database_.gate, database_.timeout / 2);
    if (!pass.entered()) return std::unexpected(here(pass.entered().error()));
    if (!*is_ready) {
        // In a session of its own, which no call's deadline ends.
        const auto migrated = schema_.migrate(database_.watch, database_.timeout / 2);
        if (!migrated) return std::unexpected(migrated.error());
        deadline = from_now();
    }
    const WatchedCall call(database_.watch, breaker_.get(), deadline);
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

void Connection::end(Ending ending) {
    switch (ending) {
        case Ending::commit: session_.commit(); break;
        case Ending::roll_back: session_.rollback(); break;
    }
}

Error Connection::recover(const soci::soci_error& error) {
    DriverFault fault = database_.dialect.classify(error);
    // The queue's table has columns for any body: what a constraint, a trigger or a sequence refuses is a fault of the table.
    if (role_ == Role::queue && fault.code == ErrorCode::rejected && !fault.is_of_value)
        fault.code = ErrorCode::denied;
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
    return {.code = fault.code,
            .message = fmt::format("{}: {}", database_.dialect.location(), fault.reason),
            .cause = fault.cause};
}

bool Connection::is_ended_by_server(const Error& error, CallWatch::Deadline deadline) const {
    // A database that has a gate is in this process.
    return !is_open_ && database_.gate == nullptr && error.code == ErrorCode::transient &&
           std::chrono::steady_clock::now() < deadline;
}

Error Connection::here(const Error& error) const {
    return {.code = error.code,
            .message = fmt::format("{}: {}", database_.dialect.location(), error.message),
            .cause = error.cause};
}

void Connection::forget_statements() {
    const MutexLock lock(prepared_mutex_);
    for (PreparedText* statement : prepared_) statement->forget();
}

PreparedText::PreparedText(Connection& connection, std::string_view name)
    : connection_(connection), name_(name) {
    const MutexLock lock(connection_.prepared_mutex_);
    connection_.prepared_.push_back(this);
}

PreparedText::~PreparedText() {
    const MutexLock lock(connection_.prepared_mutex_);
    std::erase(connection_.prepared_, this);
}

void PreparedText::forget_for_good() {
    const MutexLock lock(connection_.prepared_mutex_);
    forget();
}

}  // namespace scan
