#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "adapters/sql/call_watch.h"
#include "adapters/sql/dialect.h"
#include "adapters/sql/schema_guard.h"
#include "adapters/sql/write_gate.h"

namespace scan {

// The database that connections are made to; the parts outlive them.
struct Database {
    const Dialect& dialect;
    Clock& clock;
    CallWatch& watch;
    WriteGate* gate;     // nullptr: any number of transactions may write
    Duration timeout{};  // within which every call ends
};

class PreparedText;

// One session with the database, opened when it is first needed and again after an error that cost it. One thread at a time. `work` runs
// statements and may throw soci_error, which becomes an Error: whatever failed, the transaction is rolled back.
class Connection final {
public:
    Connection(const Database& database, SchemaGuard& schema, Role role)
        : database_(database), schema_(schema), role_(role) {}
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Runs `work` without a transaction: each statement sees what is committed.
    template <class Work>
    Result<std::invoke_result_t<Work>> read(Work work) {
        const CallWatch::Deadline deadline = from_now();
        if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
        return attempt(deadline, work);
    }

    // Runs `work` in a write transaction and commits.
    template <class Work>
    Result<std::invoke_result_t<Work>> write(Intent intent, Work work) {
        const CallWatch::Deadline deadline = from_now();
        if (auto opened = open(deadline); !opened) return std::unexpected(opened.error());
        const GatePass pass(database_.gate, database_.timeout / 2);
        if (!pass.entered()) return std::unexpected(gate_closed());
        return attempt(deadline, [&] {
            begin(intent);
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                session_.commit();
            } else {
                auto result = work();
                session_.commit();
                return result;
            }
        });
    }

    Clock& clock() { return database_.clock; }
    const Dialect& dialect() const { return database_.dialect; }

private:
    friend class PreparedText;

    template <class Work>
    Result<std::invoke_result_t<Work>> attempt(CallWatch::Deadline deadline, Work work) {
        try {
            const WatchedCall call(database_.watch, breaker_.get(), deadline);
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

    CallWatch::Deadline from_now() const;
    Result<> open(CallWatch::Deadline deadline);
    Result<> prepare_tables(CallWatch::Deadline deadline);
    void close();
    void begin(Intent intent);
    Error recover(const soci::soci_error& error);
    Error gate_closed() const;
    void forget_statements();

    const Database database_;
    SchemaGuard& schema_;
    const Role role_;
    soci::session session_;
    std::unique_ptr<SessionBreaker> breaker_;
    bool is_open_ = false;
    std::vector<PreparedText*> prepared_;
};

// The part of a statement that knows its session: prepared when first used, prepared again in a new session.
class PreparedText {
protected:
    PreparedText(Connection& connection, std::string_view name);
    ~PreparedText();

    soci::session& session() { return connection_.session_; }
    std::string text() const { return std::string(connection_.dialect().query(name_)); }

private:
    friend class Connection;

    // SOCI's statements must be destroyed before their session is closed.
    virtual void forget() = 0;

    Connection& connection_;
    const std::string_view name_;
};

}  // namespace scan
