#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/event_page/event_page.h"
#include "pipeline/ports/failed_event.h"
#include "pipeline/reading/debt_ledger.h"
#include "pipeline/reading/seen_texts.h"

namespace scan {

// What of a page is new, and where it goes. The views point into the page.
struct PageIntake {
    // To the queue, ascending by EventId, texts without a usable id last.
    std::vector<std::string_view> forward;
    // Too large for a message, or no UTF-8: to the failed events.
    std::vector<FailedEvent> unqueueable;
    std::vector<EventId> ids;    // all of the page, ascending, each once
    std::vector<EventId> fresh;  // unknown ids above the cursor, ascending
    std::vector<EventId> late;   // unknown ids that are owed
    std::size_t repeats = 0;     // of the late: perhaps forwarded before, so not counted as late
    std::size_t stale = 0;       // ids below the cursor that are not owed, not seen before
    // Texts to remember, so that they are forwarded once: without a usable id, or stale.
    std::vector<std::string_view> once;
    bool is_unordered = false;  // an id stands behind a higher one
    std::size_t copies = 0;     // events whose id another event of the page has
    // Why, if a large page's events are all malformed alike.
    std::optional<std::string> all_malformed;

    // Stale events are no progress: a server that always answers with old events must not be asked
    // again at once.
    std::size_t unknown() const { return fresh.size() + late.size(); }
    bool brought_unknown() const { return unknown() > 0; }
    bool has_work() const { return !forward.empty() || !unqueueable.empty(); }
    // The first id above `id`, nullopt: none.
    std::optional<EventId> first_above(EventId id) const;
    std::int64_t greatest_distance() const;
};

// Which part of a page counts: a poll takes everything that is unknown, a second reading only what
// is owed.
enum class IntakeScope { everything, owed };

PageIntake take_in(const EventPage& page, EventId cursor, const DebtLedger& debt, SeenTexts& seen,
                   IntakeScope scope);

}  // namespace scan
