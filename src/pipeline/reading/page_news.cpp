#include "pipeline/reading/page_news.h"

#include <algorithm>
#include <utility>

namespace scan {

void PageNews::of_poll(const EventPage& page, const PageIntake& intake, const DebtLedger& debt,
                       EventId cursor, Duration took) {
    observer_.polled(page.events().size(), intake.unknown(), took);
    if (const auto newest = page.newest_event_at()) observer_.read_up_to(*newest);
    if ((intake.is_unordered || intake.copies > 0) && !std::exchange(told_unordered_, true))
        observer_.page_unordered();
    if (intake.stale > 0) observer_.stale_events_found(intake.stale);
    of_unknown(intake, debt);
    const auto is_good = [cursor](const PageEvent& event) {
        return event.event && event.event->event_id != cursor;
    };
    if (intake.all_malformed) {
        if (!std::exchange(told_format_, true)) observer_.format_changed(*intake.all_malformed);
    } else if (std::ranges::any_of(page.events(), is_good)) {
        if (std::exchange(told_format_, false)) observer_.format_restored();
    }
}

// What was perhaps forwarded before is not counted as late.
void PageNews::of_unknown(const PageIntake& intake, const DebtLedger& debt) {
    if (intake.late.size() <= intake.repeats) return;
    Duration lateness_max = Duration::zero();
    for (const EventId id : intake.late) {
        if (!debt.may_repeat(id))
            lateness_max = std::max(lateness_max, debt.lateness(id, clock_.now()));
    }
    observer_.late_events_found(intake.late.size() - intake.repeats, lateness_max);
}

}  // namespace scan
