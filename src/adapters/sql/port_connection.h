#pragma once

#include <memory>

#include "adapters/sql/connection.h"

namespace scan {

// The connections that the ports of one process share, where one transaction at a time can write
// anyway. What one port writes, the next finds in the session's cache: the processor's receive has
// the bodies that the poller has just sent, and neither a message nor a cursor that is written makes
// the other's cache worthless. docs/adr/0014-one-session-for-those-who-take-turns.md
struct SharedConnections {
    std::unique_ptr<Connection> store;  // nullptr, both: each port has a session of its own
    std::unique_ptr<Connection> queue;
};

// The connection that a port's statements run in: `shared`, or one of its own if that is nullptr.
class PortConnection final {
public:
    PortConnection(const Database& database, SchemaGuard& schema, Role role, Connection* shared)
        : own_(shared == nullptr ? std::make_unique<Connection>(database, schema, role) : nullptr),
          connection_(shared == nullptr ? *own_ : *shared) {}

    Connection* operator->() const { return &connection_; }
    Connection& operator*() const { return connection_; }

private:
    const std::unique_ptr<Connection> own_;
    Connection& connection_;
};

}  // namespace scan
