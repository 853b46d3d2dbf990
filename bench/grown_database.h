#pragma once

#include <cstdint>
#include <string>

#include "adapters/postgres/postgres_address.h"

namespace scan::bench {

// A store in a database of PostgreSQL that knows parcels 1 to `parcels`. Filled once for each size,
// and copied; nothing of the copy is still to be written to the disk. Dropped at the end.
class GrownDatabase final {
public:
    explicit GrownDatabase(std::uint32_t parcels);
    ~GrownDatabase();
    GrownDatabase(const GrownDatabase&) = delete;
    GrownDatabase& operator=(const GrownDatabase&) = delete;

    std::string url() const;
    PostgresAddress address() const { return *PostgresAddress::parse(url()); }

private:
    std::string name_;
};

}  // namespace scan::bench
