#pragma once

#include <unistd.h>

#include <string>

#include "adapters/postgres/postgres_address.h"
#include "adapters/postgres/testing/postgres_cluster.h"
#include "adapters/postgres/testing/raw_postgres.h"

namespace scan {

// An empty database of the shared cluster, or of the one in `folder`; dropped at the end.
class PostgresDatabase final {
public:
    explicit PostgresDatabase(const std::filesystem::path& folder = PostgresCluster::shared())
        : folder_(folder) {
        static int count = 0;
        name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        RawPostgres server(postgres_url(folder_, "postgres"));
        server.execute("CREATE DATABASE " + name_);
        server.execute("ALTER DATABASE " + name_ + " SET TimeZone = 'UTC'");
    }
    ~PostgresDatabase() {
        RawPostgres server(postgres_url(folder_, "postgres"));
        server.execute("DROP DATABASE " + name_ + " WITH (FORCE)");
    }
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    const std::string& name() const { return name_; }
    // Where the cluster's socket is.
    const std::filesystem::path& folder() const { return folder_; }
    std::string url(const std::string& user = "postgres") const {
        return postgres_url(folder_, name_, user);
    }
    PostgresAddress address(const std::string& user = "postgres") const {
        return *PostgresAddress::parse(url(user));
    }
    RawPostgres raw() const { return RawPostgres(url()); }

private:
    const std::filesystem::path folder_;
    std::string name_;
};

}  // namespace scan
