#include "sim/carrier.h"

#include <algorithm>
#include <utility>

namespace scan::sim {

Carrier::Carrier(const Scenario& scenario, EventBook& book, ManualClock& truth)
    : scenario_(scenario),
      book_(book),
      truth_(truth),
      began_at_(truth.now()),
      random_(scenario.seed ^ 0xca441e4u) {}

void Carrier::show_due() {
    for (EventBook::Entry& entry : book_.entries())
        entry.visible |= !entry.forgotten && entry.event.visible <= truth_.now() - began_at_;
}

// A feed forgets from its beginning: up to the first event that is young enough. What would have been late there never comes.
void Carrier::forget_old(const std::optional<Cursor>& cursor) {
    const Duration horizon = truth_.now() - began_at_ - scenario_.retention;
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.forgotten) continue;
        if (entry.event.visible > horizon) return;
        book_.forget(entry, cursor);
        forgotten_up_to_ = entry.event.id;
    }
}

void Carrier::behave() {
    misbehaves_ = false;
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.event.visible == Duration::max()) entry.event.visible = truth_.now() - began_at_;
    }
}

FeedReply Carrier::answer(int process, EventId from, std::uint32_t limit) {
    ++requests_;
    show_due();
    if (scenario_.feed_answers_gone && from.value > 1 && from.value <= forgotten_up_to_)
        return {.kind = FeedReply::Kind::gone, .body = {}};
    Page events = page(from.value, limit);
    if (misbehaves_) mangle(events);
    std::string body = R"({"ScanEvents":[)";
    for (const EventBook::Entry* const entry : events) {
        if (entry != events.front()) body += ',';
        body += entry->event.text;
    }
    body += "]}";
    if (misbehaves_ && random_.chance(scenario_.truncated_rate)) {
        body.resize(1 + random_.below(body.size() - 1));
        return {.kind = FeedReply::Kind::page, .body = std::move(body)};
    }
    for (EventBook::Entry* const entry : events) entry->shown_to.insert(process);
    return {.kind = FeedReply::Kind::page, .body = std::move(body)};
}

Carrier::Page Carrier::page(std::int64_t from, std::uint32_t limit) {
    const std::size_t count_max =
        scenario_.page_cap == 0
            ? limit
            : std::min<std::size_t>(limit, static_cast<std::size_t>(scenario_.page_cap));
    auto& entries = book_.entries();
    auto next =
        std::ranges::lower_bound(entries, scenario_.feed_exclusive ? from + 1 : from, {},
                                 [](const EventBook::Entry& entry) { return entry.event.id; });
    Page events;
    for (; next != entries.end() && events.size() < count_max; ++next) {
        if (next->visible && !next->forgotten) events.push_back(&*next);
    }
    return events;
}

void Carrier::mangle(Page& page) {
    if (page.empty()) return;
    if (random_.chance(scenario_.repeated_rate)) {
        for (auto copies = 1 + random_.below(5); copies > 0; --copies)
            page.push_back(page[random_.below(page.size())]);
    }
    if (random_.chance(scenario_.unordered_rate)) {
        for (std::size_t i = page.size(); i > 1; --i)
            std::swap(page[i - 1], page[random_.below(i)]);
    }
}

}  // namespace scan::sim
