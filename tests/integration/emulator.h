#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "tests/integration/sqs_server.h"

namespace scan {

// A process of the SQS and SNS emulator fauxqs on a free port of 127.0.0.1; ended by the
// destructor, or with the process of the tests. Throws std::runtime_error where it cannot be
// started.
class Emulator final {
public:
    Emulator();
    ~Emulator();
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;

    SqsServer& server() { return *server_; }
    // `http://127.0.0.1:<port>`.
    const std::string& origin() const { return server_->origin(); }
    pid_t id() const { return id_; }

    // By operation of SQS: how often, bytes sent, and what Amazon would bill for it in units of 64
    // KiB. A JSON object.
    std::string requests();

    // As in an outage: nobody can connect and every connection breaks, until `start` opens the port
    // again. The messages stay.
    void stop();
    void start();

    // Puts its clock forward.
    void pass(Duration time);

private:
    void tell(std::string_view command);

    pid_t id_ = -1;
    int input_ = -1;   // its standard input
    int output_ = -1;  // its standard output
    std::optional<SqsServer> server_;
};

}  // namespace scan
