#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "adapters/memory/memory_queue_state.h"
#include "sim/judge/violations.h"

namespace scan::sim {

// Knows who holds which message, for the rule that an outage alone burns no receive: a message may
// come back only if its holder died, was paused, gave it back, never learned that it had it, or
// could not prolong it because the queue failed.
class ReceiptBook {
public:
    ReceiptBook(const MemoryQueueState& queue, Violations& violations)
        : queue_(queue), violations_(violations) {}

    void received(int process, const Delivery& delivery, bool answer_is_lost);
    void acknowledged(const Receipt& receipt);

    // From now on there is a reason why this delivery may come back, or why all of this process
    // may.
    void excuse(const Receipt& receipt);
    void excuse_all_of(int process);

    // The body of a message that is held by this receipt; empty if it is nobody's.
    std::string_view body_of(const Receipt& receipt) const;

    // Holds the rule against the messages that became dead letters since the last call.
    void check_dead_letters();

private:
    struct Held {
        std::uint64_t message = 0;
        int process = 0;
        std::string body;
        bool is_excused = false;
    };

    void came_back(const Held& held, std::string_view how);

    const MemoryQueueState& queue_;
    Violations& violations_;
    std::map<std::string, Held> held_;  // by the last receipt of each message
    std::unordered_map<std::uint64_t, std::string> receipts_;
};

}  // namespace scan::sim
