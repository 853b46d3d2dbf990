#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "adapters/sql/named_sql.h"
#include "base/error.h"

namespace soci {
class session;
class soci_error;
}  // namespace soci

namespace scan {

class BatchWriterMaker;
class ProcessGate;
class SessionBreaker;

// Each has its own tables, migrations and version; both may live in one database.
enum class Schema { store, queue };

std::string_view name_of(Schema schema);

// What a session is for, so that it gets no more memory than it can use. The statements of a migration take the time that they take.
enum class Role { apply, queue, control, migration };

// What a write transaction is for.
enum class Intent {
    durable,    // survives a crash of the machine once committed
    relaxed,    // a crash of the machine may forget the last of these, never reorder them
    migration,  // durable, and alone: other migrations of this database wait
};

// A driver's error, translated.
struct DriverFault {
    ErrorCode code = ErrorCode::denied;
    std::string reason;         // one line, without values and secrets
    bool session_lost = false;  // nothing more will come of this session
    // Of `rejected`: a value is at fault by itself, and not by a rule or the state of the table.
    bool is_of_value = false;
    ErrorCause cause = ErrorCause::other;
};

// What a database engine brings to the one algorithm: named statements, migrations, and how to set up a session. A statement uses
// exactly the parameters that the algorithm binds by name, and takes the time from the database's own clock where expiry is
// concerned. Errors are thrown as soci_error, by these functions as by SOCI itself. Any
// thread may call it.
class Dialect {
public:
    virtual ~Dialect() = default;

    // Which database, for messages: a path, or host and name; no secrets.
    virtual const std::string& location() const = 0;

    virtual std::span<const NamedSql> queries() const = 0;

    // In order: the first brings version 1.
    virtual std::span<const NamedSql> migrations(Schema schema) const = 0;

    // Opens the session and sets it up.
    virtual void open(soci::session& session, Role role) const = 0;

    // What a new session does once its tables are known to be there.
    virtual void enter(soci::session& session, Role role) const = 0;

    // Cuts the session, as long as that stands; nullptr: its calls end by themselves within the engine's timeout.
    virtual std::unique_ptr<SessionBreaker> breaker(soci::session& session) const = 0;

    // One transaction at a time can write: writers then take turns, those of other processes by this gate. nullptr: any number can.
    virtual std::unique_ptr<ProcessGate> process_gate() const;

    // Throws if an open session is no longer with the database that the address names. Called before each use.
    virtual void check(soci::session& /*session*/) const {}

    // Begins a write transaction.
    virtual void begin(soci::session& session, Intent intent) const = 0;

    // How this engine takes many rows.
    virtual const BatchWriterMaker& batch_writers() const = 0;

    // Whether statements of the sessions that are open are prepared once a session; otherwise they are sent whole each time.
    virtual bool prepares_statements() const { return true; }

    virtual DriverFault classify(const soci::soci_error& error) const = 0;

    // The statement of that name in `queries`. A missing one is a programmer's error.
    std::string_view query(std::string_view name) const;

    // For the few statements that not every dialect has.
    bool has_query(std::string_view name) const;
};

}  // namespace scan
