#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqs/queue_address.h"
#include "adapters/sqs/sqs_answer.h"
#include "base/clock.h"

namespace scan {

// The attributes of a queue that the worker goes by.
struct QueueFacts {
    std::string arn;
    std::optional<Duration> visibility_timeout;
    std::optional<Duration> retention;
    std::size_t message_bytes_max = 256 * 1024;
    std::optional<std::uint32_t> receive_count_max;  // nullopt: no dead-letter queue
    std::string dead_letter_arn;

    // The size of one batch in all. The service raised both limits together: only a queue that
    // still takes 256 KiB at most may stand on a server that does.
    std::size_t batch_bytes_max() const;
};

// denied: the queue is one that the worker does not use (FIFO). transient: an attribute makes no
// sense.
Result<QueueFacts> read_queue_facts(const QueueAttributes& attributes);

// The operator's settings for the queue; nullopt: nothing.
struct QueueExpectations {
    std::optional<std::uint32_t> receive_count_max;
    std::size_t message_bytes_max = 0;  // what messages are packed to
};

// One line each for WARN, beginning with the queue's name. `dead_letters`: nullptr if there is no
// such queue, or it could not be asked.
std::vector<std::string> queue_doubts(const std::string& name, const QueueFacts& queue,
                                      const QueueFacts* dead_letters,
                                      const QueueExpectations& expected);

struct QueueCounts {
    std::uint64_t visible = 0;  // delayed ones included
    std::uint64_t in_flight = 0;
};

// transient: a count is missing.
Result<QueueCounts> read_queue_counts(const QueueAttributes& attributes);

}  // namespace scan
