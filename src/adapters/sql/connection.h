#pragma once

#include <soci/soci.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "adapters/sql/schema_guard.h"
#include "adapters/sql/write_gate.h"

namespace scan {

struct SharedConnections;

// The database that connections are made to; the parts outlive them.
struct Database {
    const Dialect& dialect;
    Clock& clock;
    CallWatch& watch;
    WriteGate* gate;     // nullptr: any number of transactions may write
    Duration timeout{};  // within which every call ends
    const SharedConnections& shared;
};

class PreparedText;

// One session with the database, opened when it is first needed and again after an error that cost it. `work` runs
// statements and may throw soci_error, which becomes an Error: whatever failed, the transaction is rolled back.
//
// One thread at a time; or many, whose calls then come one after the other, each within half of the database's timeout or not at all
// (transient). `work` calls no port that shares the connection.
class Connection final {
public:
    enum class Users { one, many };

    Connection(const Database& database, SchemaGuard& schema, Role role, Users users = Users::one)
        : database_(database), schema_(schema), role_(role) {
        if (users == Users::many) turns_.emplace();
    }
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Runs `work` without a transaction: each statement sees what is committed. It may run twice, and what it changes besides is then
    // changed twice.
    template <class Work>
    Result<std::invoke_result_t<Work>> read(Work work) {
        const GatePass turn(turns(), database_.timeout / 2);
        if (!turn.entered()) return std::unexpected(here(turn.entered().error()));
        const bool was_open = is_open_;
        CallWatch::Deadline deadline = from_now();
        if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
        auto result = attempt(deadline, work);
        if (result || !was_open || !is_ended_by_server(result.error(), deadline)) return result;
        if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
        return attempt(deadline, work);
    }

    // Runs `work` in a write transaction and commits.
    template <class Work>
    Result<std::invoke_result_t<Work>> write(Intent intent, Work work) {
        return transact(intent, Ending::commit, work);
    }

    // Runs `work` in a write transaction and rolls it back: nothing of it stays.
    template <class Work>
    Result<std::invoke_result_t<Work>> trial(Work work) {
        return transact(Intent::relaxed, Ending::roll_back, work);
    }

    Clock& clock() { return database_.clock; }
    const Dialect& dialect() const { return database_.dialect; }

private:
    friend class PreparedText;

    enum class Ending { commit, roll_back };

    template <class Work>
    Result<std::invoke_result_t<Work>> transact(Intent intent, Ending ending, Work work) {
        const GatePass turn(turns(), database_.timeout / 2);
        if (!turn.entered()) return std::unexpected(here(turn.entered().error()));
        const bool was_open = is_open_;
        CallWatch::Deadline deadline = from_now();
        if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
        const GatePass pass(database_.gate, database_.timeout / 2);
        if (!pass.entered()) return std::unexpected(here(pass.entered().error()));
        auto begun = attempt(deadline, [&] { begin(intent); });
        if (!begun && was_open && is_ended_by_server(begun.error(), deadline)) {
            if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
            begun = attempt(deadline, [&] { begin(intent); });
        }
        if (!begun) return std::unexpected(begun.error());
        return attempt(deadline, [&] {
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                end(ending);
            } else {
                auto result = work();
                end(ending);
                return result;
            }
        });
    }

    template <class Work>
    Result<std::invoke_result_t<Work>> attempt(CallWatch::Deadline deadline, Work work) {
        try {
            const WatchedCall call(database_.watch, breaker_.get(), deadline);
            database_.dialect.check(session_);
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                return {};
            } else {
                return work();
            }
        } catch (const soci::soci_error& error) {
            return std::unexpected(recover(error));
        }
    }

    WriteGate* turns() { return turns_ ? &*turns_ : nullptr; }
    CallWatch::Deadline from_now() const;
    // `deadline` is moved on by what a migration takes.
    Result<> open(CallWatch::Deadline& deadline);
    Result<> prepare_tables(CallWatch::Deadline& deadline);
    void close();
    void begin(Intent intent);
    void end(Ending ending);
    Error recover(const soci::soci_error& error);
    // Whether the session was ended while nobody used it (by an idle timeout of server, pooler or firewall, or a restart), which is no
    // outage if a new one can be had.
    bool is_ended_by_server(const Error& error, CallWatch::Deadline deadline) const;
    // The error with the name of the database before it.
    Error here(const Error& error) const;
    void forget_statements();

    const Database database_;
    SchemaGuard& schema_;
    const Role role_;
    soci::session session_;
    std::unique_ptr<SessionBreaker> breaker_;
    bool is_open_ = false;
    std::optional<WriteGate> turns_;  // nullopt: one thread uses it
    Mutex prepared_mutex_;
    std::vector<PreparedText*> prepared_ GUARDED_BY(prepared_mutex_);
};

// The part of a statement that knows its session: prepared when first used, prepared again in a new session.
class PreparedText {
protected:
    PreparedText(Connection& connection, std::string_view name);
    ~PreparedText();

    // To be called by the destructor of whoever has the statement: another thread may forget it.
    void forget_for_good();

    soci::session& session() { return connection_.session_; }
    std::string text() const { return std::string(connection_.dialect().query(name_)); }
    soci::details::statement_type kind() const {
        return connection_.dialect().prepares_statements() ? soci::details::st_repeatable_query
                                                           : soci::details::st_one_time_query;
    }

private:
    friend class Connection;

    // SOCI's statements must be destroyed before their session is closed.
    virtual void forget() = 0;

    Connection& connection_;
    const std::string_view name_;
};

}  // namespace scan
