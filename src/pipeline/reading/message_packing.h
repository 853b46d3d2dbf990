#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/event_page/compressed_body.h"

namespace scan {

enum class MessageForm {
    page,        // the page's own text
    compressed,  // see compressed_body.h
};

struct MessageLimits {
    std::size_t events_max = 1000;
    std::size_t bytes_max = 65536;  // a target: an event that is larger by itself travels alone
    MessageForm form = MessageForm::page;
};

// Packs events into message bodies. Compressed, a message holds as many events as fit its bytes; how
// many that is, the last message's compression promises. If it comes out too large it is packed
// again with fewer events; if it comes out too small it is left so. So each of a stream of events
// alike is compressed once. One thread.
class MessagePacking final {
public:
    explicit MessagePacking(const MessageLimits& limits) : limits_(limits) {}

    // The events' texts in order. `form`: instead of the limits' own.
    std::vector<std::string> pack(std::span<const std::string_view> events, MessageForm form);
    std::vector<std::string> pack(std::span<const std::string_view> events) {
        return pack(events, limits_.form);
    }

private:
    std::size_t fitting(std::span<const std::string_view> events, std::size_t page_bytes_max) const;
    std::string next_compressed(std::span<const std::string_view>& events);

    const MessageLimits limits_;
    BodyCompressor compressor_;
    double shrinkage_ = 1;  // a page's bytes a byte of its body, as of the last message
};

// The same, once.
std::vector<std::string> pack_messages(std::span<const std::string_view> events,
                                       const MessageLimits& limits);

}  // namespace scan
