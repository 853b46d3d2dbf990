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
class SessionBreaker;

// Each has its own tables, migrations and version; both may live in one database.
enum class Schema { store, queue };

std::string_view name_of(Schema schema);

// What a session is for, so that it gets no more memory than it can use.
enum class Role { apply, queue, control };

// What a write transaction is for.
enum class Intent {
    durable,    // survives a crash of the machine once committed
    relaxed,    // a crash of the machine may forget the last of these, never reorder them
    migration,  // durable, and alone: other migrations of this database wait
};

// A driver's error, translated.
struct Fault {
    ErrorCode code = ErrorCode::denied;
    std::string reason;         // one line, without values and secrets
    bool session_lost = false;  // nothing more will come of this session
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

    // One transaction at a time can write: the writers of a process then take turns inside it.
    virtual bool has_one_writer() const = 0;

    // Begins a write transaction.
    virtual void begin(soci::session& session, Intent intent) const = 0;

    // How this engine takes many rows.
    virtual const BatchWriterMaker& batch_writers() const = 0;

    virtual Fault classify(const soci::soci_error& error) const = 0;

    // The statement of that name in `queries`. A missing one is a programmer's error.
    std::string_view query(std::string_view name) const;

    // For the few statements that not every dialect has.
    bool has_query(std::string_view name) const;
};

}  // namespace scan
