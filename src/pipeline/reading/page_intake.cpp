#include "pipeline/page_intake.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"
#include "pipeline/held_batch.h"

namespace scan {
namespace {

constexpr std::size_t kLargePage = 100;

// The event at the cursor is left out: it was written before the format may have changed.
std::optional<std::string> common_fault(const std::vector<PageEvent>& events, EventId cursor) {
    const std::string* reason = nullptr;
    std::size_t alike = 0;
    for (const PageEvent& event : events) {
        if (event.event_id() == cursor) continue;
        if (event.event) return std::nullopt;
        const std::string& fault = event.event.error().reason;
        if (reason && fault != *reason) return std::nullopt;
        reason = &fault;
        ++alike;
    }
    return alike >= kLargePage ? std::optional(*reason) : std::nullopt;
}

// A decoded event is surely UTF-8; queues refuse what is not.
bool can_travel(const PageEvent& event) {
    return event.text.size() <= kEventBytesMax && (event.event || is_utf8(event.text));
}

void put(const PageEvent& event, PageIntake& intake) {
    if (can_travel(event)) {
        intake.forward.push_back(event.text);
    } else {
        intake.unqueueable.push_back(failed_event_of(event));
    }
}

// The events with a usable id, ascending; of those that share one, the first well-formed one of the page comes first.
std::vector<const PageEvent*> in_order(const EventPage& page, bool& is_unordered) {
    std::vector<const PageEvent*> sorted;
    sorted.reserve(page.events().size());
    for (const PageEvent& event : page.events()) {
        if (!event.event_id()) continue;
        is_unordered |= !sorted.empty() && event.event_id() <= sorted.back()->event_id();
        sorted.push_back(&event);
    }
    if (is_unordered) {
        std::ranges::stable_sort(sorted, {}, [](const PageEvent* event) {
            return std::pair(event->event_id(), !event->event.has_value());
        });
    }
    return sorted;
}

void take_texts_without_id(const EventPage& page, SeenTexts& seen, PageIntake& intake) {
    std::unordered_set<std::string_view> texts;
    for (const PageEvent& event : page.events()) {
        if (event.event_id() || !texts.insert(event.text).second || seen.contains(event.text))
            continue;
        intake.once.push_back(event.text);
        put(event, intake);
    }
}

}  // namespace

PageIntake take_in(const EventPage& page, EventId cursor, const LateWindow& window, SeenTexts& seen,
                   IntakeScope scope) {
    PageIntake intake;
    intake.all_malformed = common_fault(page.events(), cursor);
    const auto events = in_order(page, intake.is_unordered);
    if (!events.empty()) {
        intake.highest = events.back()->event_id();
        intake.lowest = *events.front()->event_id();
    }

    EventId previous;
    for (const PageEvent* event : events) {
        const EventId id = *event->event_id();
        if (std::exchange(previous, id) == id) continue;
        intake.has_cursor |= id == cursor;
        const bool outside = id > cursor || id <= window.low();
        if (id == cursor || (outside && scope == IntakeScope::late_window) ||
            window.is_forwarded(id))
            continue;
        if (id > cursor) {
            intake.fresh.push_back(id);
        } else if (id > window.low()) {
            intake.late.push_back(id);
        } else {
            if (seen.contains(event->text)) continue;
            ++intake.stale;
            intake.once.push_back(event->text);
        }
        put(*event, intake);
    }
    take_texts_without_id(page, seen, intake);
    return intake;
}

}  // namespace scan
