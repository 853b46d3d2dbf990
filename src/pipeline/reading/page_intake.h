#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/event_page.h"
#include "pipeline/failed_event.h"
#include "pipeline/late_window.h"
#include "pipeline/seen_texts.h"

namespace scan {

// What of a page is new, and where it goes. The views point into the page.
struct PageIntake {
    std::vector<std::string_view>
        forward;  // to the queue, ascending by EventId, texts without a usable id last
    std::vector<FailedEvent>
        unqueueable;             // too large for a message, or no UTF-8: to the failed events
    std::vector<EventId> fresh;  // ids above the cursor, ascending
    std::vector<EventId> late;   // unknown ids in the late window
    std::size_t stale = 0;       // ids below it that were not forwarded before
    std::vector<std::string_view>
        once;  // texts to remember, so that they are forwarded once: without a usable id, or stale
    std::optional<EventId> highest;  // of the page, known or not
    EventId lowest;                  // likewise, where there is a highest
    bool has_cursor = false;         // the event at the cursor is in the page
    bool is_unordered = false;       // out of order, or an id twice
    std::optional<std::string>
        all_malformed;  // why, where a large page's events are all malformed alike

    // Stale events are no progress: a server that always answers with old events must not be asked again at once.
    std::size_t unknown() const { return fresh.size() + late.size(); }
    bool brought_unknown() const { return unknown() > 0; }
    bool has_work() const { return !forward.empty() || !unqueueable.empty(); }
};

// Which part of a page counts: a poll takes everything that is unknown, a late scan only what is inside the window.
enum class IntakeScope { everything, late_window };

PageIntake take_in(const EventPage& page, EventId cursor, const LateWindow& window, SeenTexts& seen,
                   IntakeScope scope);

}  // namespace scan
