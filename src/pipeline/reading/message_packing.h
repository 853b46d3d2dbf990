#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scan {

struct MessageLimits {
    std::size_t events_max = 250;
    std::size_t bytes_max = 65536;  // a target: an event that is larger by itself travels alone
};

// Packs the events' texts, in order, into message bodies.
std::vector<std::string> pack_messages(std::span<const std::string_view> events,
                                       const MessageLimits& limits);

}  // namespace scan
