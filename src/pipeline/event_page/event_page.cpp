#include "pipeline/event_page/event_page.h"

#include "base/require.h"

namespace scan {

EventPage::EventPage(std::string padded_text) : padded_text_(std::move(padded_text)) {
    require(padded_text_.size() >= EventDecoder::kPaddingBytes, "the text is padded");
}

std::string_view EventPage::text() const {
    if (padded_text_.empty()) return {};
    return std::string_view(padded_text_)
        .substr(0, padded_text_.size() - EventDecoder::kPaddingBytes);
}

std::optional<UtcTime> EventPage::newest_event_at() const {
    const ScanEvent* newest = nullptr;
    for (const PageEvent& each : events_) {
        if (each.event && (newest == nullptr || each.event->event_id > newest->event_id))
            newest = &*each.event;
    }
    return newest != nullptr ? std::optional(newest->created_at) : std::nullopt;
}

}  // namespace scan
