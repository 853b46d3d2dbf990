#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/ports/event_queue.h"

namespace scan {

// The JSON bodies of the requests that the worker makes of SQS. An entry's id is its place in the
// batch. Pure.

inline constexpr std::size_t kSqsEntriesMax = 10;

std::string send_message_batch_text(std::string_view queue_url,
                                    std::span<const std::string_view> bodies);

// `visibility_timeout` and `wait` in whole seconds, rounded up; at most 12 h and 20 s.
std::string receive_message_text(std::string_view queue_url, const ReceiveRequest& request);

std::string delete_message_batch_text(std::string_view queue_url,
                                      std::span<const std::string_view> receipts);

// The timeout in whole seconds, rounded up; at most 12 h.
std::string change_visibility_batch_text(std::string_view queue_url,
                                         std::span<const std::string_view> receipts,
                                         Duration visibility_timeout);

std::string get_queue_url_text(std::string_view account, std::string_view name);

std::string get_queue_attributes_text(std::string_view queue_url);

// The wait that `receive_message_text` asks SQS for.
std::chrono::seconds sqs_wait(Duration wait);

}  // namespace scan
