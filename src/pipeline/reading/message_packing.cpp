#include "pipeline/message_packing.h"

#include "pipeline/event_page.h"

namespace scan {

std::vector<std::string> pack_messages(std::span<const std::string_view> events,
                                       const MessageLimits& limits) {
    std::vector<std::string> bodies;
    std::size_t begin = 0;
    std::size_t bytes = kPageBytes;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::size_t added = events[i].size() + 1;
        const std::size_t count = i - begin;
        if (count > 0 && (count == limits.events_max || bytes + added > limits.bytes_max)) {
            bodies.push_back(encode_page(events.subspan(begin, count)));
            begin = i;
            bytes = kPageBytes;
        }
        bytes += added;
    }
    if (begin < events.size()) bodies.push_back(encode_page(events.subspan(begin)));
    return bodies;
}

}  // namespace scan
