#include "pipeline/reading/late_and_fresh.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"
#include "pipeline/event_page/failed_event_of.h"

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

// The events with a usable id, ascending; of those that share one, the first well-formed one of the
// page comes first.
std::vector<const PageEvent*> in_order(const EventPage& page, PageIntake& intake) {
    std::vector<const PageEvent*> sorted;
    sorted.reserve(page.events().size());
    for (const PageEvent& event : page.events()) {
        if (!event.event_id()) continue;
        intake.is_unordered |= !sorted.empty() && event.event_id() < sorted.back()->event_id();
        sorted.push_back(&event);
    }
    const auto place = [](const PageEvent* event) {
        return std::pair(event->event_id(), !event->event.has_value());
    };
    if (!std::ranges::is_sorted(sorted, {}, place)) std::ranges::stable_sort(sorted, {}, place);
    return sorted;
}

void take_texts_without_id(const EventPage& page, SeenTexts& seen, PageIntake& intake) {
    std::unordered_set<std::string_view> texts;
    for (const PageEvent& event : page.events()) {
        if (event.event_id() || !texts.insert(event.text).second || seen.recall(event.text))
            continue;
        intake.once.push_back(event.text);
        put(event, intake);
    }
}

}  // namespace

std::optional<EventId> PageIntake::first_above(EventId id) const {
    const auto next = std::ranges::upper_bound(ids, id);
    return next == ids.end() ? std::nullopt : std::optional(*next);
}

std::int64_t PageIntake::greatest_distance() const {
    std::int64_t greatest = 0;
    for (std::size_t i = 1; i < ids.size(); ++i)
        greatest = std::max(greatest, ids[i].value - ids[i - 1].value);
    return greatest;
}

PageIntake take_in(const EventPage& page, EventId cursor, const DebtLedger& debt, SeenTexts& seen,
                   IntakeScope scope) {
    PageIntake intake;
    intake.all_malformed = common_fault(page.events(), cursor);
    for (const PageEvent* const event : in_order(page, intake)) {
        const EventId id = *event->event_id();
        if (!intake.ids.empty() && intake.ids.back() == id) {
            ++intake.copies;
            continue;
        }
        intake.ids.push_back(id);
        if (id == cursor || debt.ids().contains(id)) continue;
        const bool is_owed = debt.owes(id);
        if (scope == IntakeScope::owed && !is_owed) continue;
        if (is_owed) {
            intake.late.push_back(id);
            intake.repeats += debt.may_repeat(id) ? 1 : 0;
        } else if (id > cursor) {
            intake.fresh.push_back(id);
        } else {
            // Nobody knows any more whether it was forwarded: its text is, if it is a new one.
            if (seen.recall(event->text)) continue;
            ++intake.stale;
            intake.once.push_back(event->text);
        }
        put(*event, intake);
    }
    take_texts_without_id(page, seen, intake);
    return intake;
}

}  // namespace scan
