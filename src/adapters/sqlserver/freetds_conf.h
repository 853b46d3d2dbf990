#pragma once

#include <string>

#include "adapters/sqlserver/sqlserver_address.h"
#include "base/clock.h"

namespace scan {

// A private freetds.conf with one server, for a driver that takes timeouts, CA and the check of the host's name from nowhere else. The
// process finds it by FREETDSCONF from then on. Made before threads are, because the environment is not theirs to read meanwhile.
class FreetdsConf final {
public:
    FreetdsConf(const SqlServerAddress& address, Duration timeout);
    ~FreetdsConf();
    FreetdsConf(const FreetdsConf&) = delete;
    FreetdsConf& operator=(const FreetdsConf&) = delete;

    // By which the driver finds the server, and which it tells the server in its login: Azure finds the
    // database's server by it. So it is host,port as Microsoft's drivers say it, with something behind
    // it only if another section of this process, for another way to the same port, has that name.
    const std::string& server_name() const { return server_name_; }

    // False: there is no file, because it could not be written.
    bool is_written() const { return is_written_; }

private:
    std::string server_name_;
    bool is_written_ = false;
};

// The file's text.
std::string freetds_section(const std::string& server_name, const SqlServerAddress& address,
                            Duration timeout);

}  // namespace scan
