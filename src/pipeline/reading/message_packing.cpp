#include "pipeline/reading/message_packing.h"

#include <algorithm>

#include "pipeline/event_page/event_page_encoder.h"

namespace scan {
namespace {

// Of a page that is compressed: a decoder parses one up to this size at once. A message of 64 KiB
// seldom comes to it.
constexpr std::size_t kPageBytesMax = std::size_t{1024} * 1024;
// A little less than what the last message promises, because none is quite like it.
constexpr double kCaution = 0.9;

}  // namespace

std::vector<std::string> MessagePacking::pack(std::span<const std::string_view> events,
                                              MessageForm form) {
    std::vector<std::string> bodies;
    while (!events.empty()) {
        if (form == MessageForm::compressed) {
            bodies.push_back(next_compressed(events));
            continue;
        }
        const std::size_t count = fitting(events, limits_.bytes_max);
        bodies.push_back(encode_page(events.first(count)));
        events = events.subspan(count);
    }
    return bodies;
}

// So many of the first events fit a page, one at least.
std::size_t MessagePacking::fitting(std::span<const std::string_view> events,
                                    std::size_t page_bytes_max) const {
    std::size_t bytes = kPageBytes;
    std::size_t count = 0;
    for (const std::string_view event : events.first(std::min(events.size(), limits_.events_max))) {
        bytes += event.size() + 1;
        if (count > 0 && bytes > page_bytes_max) break;
        ++count;
    }
    return count;
}

// Takes off what the message holds.
std::string MessagePacking::next_compressed(std::span<const std::string_view>& events) {
    for (std::size_t count_max = events.size();;) {
        const double promised = kCaution * shrinkage_ * static_cast<double>(limits_.bytes_max);
        const std::size_t count = fitting(
            events.first(count_max), std::min(kPageBytesMax, static_cast<std::size_t>(promised)));
        const std::string page = encode_page(events.first(count));
        // Only an event alone can be larger, and then the queue refuses it.
        std::string body = page.size() <= kExpandedBytesMax ? compressor_.compress(page) : page;
        shrinkage_ = static_cast<double>(page.size()) / static_cast<double>(body.size());
        if (count == 1 || body.size() <= limits_.bytes_max) {
            events = events.subspan(count);
            return body;
        }
        count_max = count - 1;
    }
}

std::vector<std::string> pack_messages(std::span<const std::string_view> events,
                                       const MessageLimits& limits) {
    return MessagePacking(limits).pack(events);
}

}  // namespace scan
