#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace scan {

// A PostgreSQL server of its own in a temporary folder, reached by a socket there, without any promise to survive a crash of the machine.
// Ends with the process, or thread, that started it, at the latest. Throws std::runtime_error where the server cannot be started.
class PostgresCluster final {
public:
    PostgresCluster();
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    // One that is up is not started again; one that is down is not stopped again.
    void start();
    void stop();
    // As a crash of the server does: no process of it says goodbye.
    void kill();

    // Starts it anew as a standby that follows nobody, until `pg_promote()`.
    void become_standby();

    // Stops every process of the server without ending it, and lets them go on.
    void pause() const;
    void resume() const;

    const std::filesystem::path& folder() const { return folder_; }

    // The cluster that the tests of this process share: the one of the CTest run, else one of the process's own. Its folder.
    static const std::filesystem::path& shared();

private:
    std::filesystem::path folder_;
    pid_t server_ = -1;
};

// The URL of a database of the cluster in `folder`, for its superuser or for `user`. The password is asked of user "with_password" alone.
std::string postgres_url(const std::filesystem::path& folder, const std::string& database,
                         const std::string& user = "postgres");

}  // namespace scan
