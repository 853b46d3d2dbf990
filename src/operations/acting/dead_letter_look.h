#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/ports/event_queue.h"

namespace scan {

// A dead letter as people see it.
struct DeadLetter {
    std::string id;  // made of its body, so that it is the same at each look, on every queue
    std::uint32_t receive_count = 0;
    std::size_t bytes = 0;
    std::size_t events = 0;     // in its page; 0 where it is none
    std::size_t malformed = 0;  // of these
    std::optional<std::int64_t> first_event_id = std::nullopt;
    std::string fault = {};  // why it is no page; empty: it is one
};

struct DeadLetterList {
    std::vector<DeadLetter> rows;
    std::uint64_t count = 0;  // of all, an estimate on Amazon SQS
    bool is_whole = true;     // false: there are more than these
};

// One look at so many dead letters, 10,000 at most. It receives them and gives them back at its
// end; if it dies before, they are visible again after this time.
inline constexpr std::uint32_t kDeadLettersMax = 10'000;
inline constexpr Duration kLookTime = std::chrono::seconds(60);

// Calls `visit` for each dead letter, until it returns false. Returns whether all were seen.
Result<bool> look_at_dead_letters(EventQueue& dead_letters, std::uint32_t messages_max,
                                  std::stop_token stop,
                                  const std::function<bool(const Delivery&)>& visit);

std::string dead_letter_id(std::string_view body);

Result<DeadLetterList> list_dead_letters(EventQueue& queue, EventQueue& dead_letters,
                                         std::uint32_t limit, std::stop_token stop);

// The whole text. rejected: there is none of that id.
Result<std::string> show_dead_letter(EventQueue& dead_letters, std::string_view id,
                                     std::stop_token stop);

DeadLetter dead_letter_of(const Delivery& delivery);

std::string json_text(const DeadLetterList& list);
// With what today's rules say of its events.
std::string dead_letter_json(const std::string& body);

}  // namespace scan
