#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/http_client.h"
#include "base/clock.h"

namespace scan {

// A process of the SQS and SNS emulator fauxqs on a free port of 127.0.0.1; ended by the destructor, or with the process of the tests.
// Throws std::runtime_error where it cannot be started.
class Emulator final {
public:
    Emulator();
    ~Emulator();
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;

    // `http://127.0.0.1:<port>`.
    const std::string& origin() const { return origin_; }

    // Makes a queue and returns its URL, at this origin. `attributes`: a JSON object of texts.
    std::string create_queue(std::string_view name, std::string_view attributes = "{}");

    // Makes a queue with a dead-letter queue `<name>-dead`.
    std::string create_queue_with_dead_letters(std::string_view name,
                                               std::uint32_t receive_count_max,
                                               std::string_view attributes = "");

    // Makes a topic, with a subscription of the queue where one is named, and returns its ARN.
    std::string create_topic(std::string_view name);
    void subscribe(std::string_view topic_arn, std::string_view queue_name);

    // Messages in the queue of this name, delayed ones and those in flight included.
    std::int64_t messages(std::string_view queue_name);

    // By operation of SQS: how often, bytes sent, and what Amazon would bill for it in units of 64 KiB. A JSON object.
    std::string requests();

    // As in an outage: nobody can connect and every connection breaks, until `start` opens the port again. The messages stay.
    void stop();
    void start();

    // Puts its clock forward.
    void pass(Duration time);

    static std::string arn(std::string_view queue_name);

private:
    std::string send(HttpRequest request);
    std::string post(const std::string& path, std::vector<HttpHeader> headers, std::string body);
    std::string call(std::string_view operation, std::string body);
    void tell(std::string_view command);

    pid_t id_ = -1;
    int input_ = -1;   // its standard input
    int output_ = -1;  // its standard output
    std::string origin_;
    std::unique_ptr<HttpClient> http_;
};

}  // namespace scan
