#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace scan {

// A PgBouncer of its own before a cluster, in transaction pooling with few server sessions that take turns: what one transaction leaves
// behind in its session, another client finds. Reached by a socket in its folder. Ends with the process that started it, at the latest.
// Throws std::runtime_error if it cannot be started.
class PgBouncer final {
public:
    explicit PgBouncer(const std::filesystem::path& cluster);
    ~PgBouncer();
    PgBouncer(const PgBouncer&) = delete;
    PgBouncer& operator=(const PgBouncer&) = delete;

    // The URL of a database of the cluster, for its superuser.
    std::string url(const std::string& database) const;

private:
    bool answers() const;

    std::filesystem::path folder_;
    pid_t server_ = -1;
};

}  // namespace scan
