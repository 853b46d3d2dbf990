#include "sim/carrier.h"

#include <algorithm>
#include <utility>

#include "pipeline/reading/oldest_question.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

std::string text_of(const std::vector<EventBook::Entry*>& page) {
    std::string list;
    for (const EventBook::Entry* const entry : page) {
        if (!list.empty()) list += ',';
        list += entry->event.text;
    }
    return R"({"ScanEvents":[)" + list + "]}";
}

bool is_ascending(const std::vector<EventBook::Entry*>& page) {
    std::vector<std::int64_t> ids;  // that a reader can see
    for (const EventBook::Entry* const entry : page) {
        if (entry->event.kind != TrueEvent::Kind::nameless) ids.push_back(entry->event.id);
    }
    return std::ranges::is_sorted(ids);
}

// Each event stands up to `displaced_max` places behind its own.
std::vector<EventBook::Entry*> listed(EventBook& book, std::int64_t displaced_max, Random random) {
    std::vector<std::pair<std::uint64_t, EventBook::Entry*>> places;
    for (EventBook::Entry& entry : book.entries())
        places.emplace_back(
            places.size() + random.below(static_cast<std::uint64_t>(displaced_max) + 1), &entry);
    std::ranges::stable_sort(places, {}, &decltype(places)::value_type::first);
    std::vector<EventBook::Entry*> list;
    list.reserve(places.size());
    for (const auto& [place, entry] : places) list.push_back(entry);
    return list;
}

}  // namespace

Carrier::Carrier(const Scenario& scenario, EventBook& book, ManualClock& truth)
    : scenario_(scenario),
      book_(book),
      truth_(truth),
      began_at_(truth.now()),
      random_(scenario.seed ^ 0xca441e4u),
      lasting_faults_(scenario),
      listed_(listed(book, scenario.displaced_max, Random(scenario.seed ^ 0xd157u))) {
    for (EventBook::Entry& entry : book.entries()) by_due_.push_back(&entry);
    std::ranges::stable_sort(by_due_, {},
                             [](const EventBook::Entry* entry) { return entry->event.visible; });
    std::int64_t highest = 0;
    for (EventBook::Entry* const entry : listed_) {
        entry->is_displaced = entry->event.id < highest;
        highest = std::max(highest, entry->event.id);
    }
}

void Carrier::show_due() {
    const Duration now = truth_.now() - began_at_;
    for (; shown_ < by_due_.size() && by_due_[shown_]->event.visible <= now; ++shown_)
        by_due_[shown_]->visible = !by_due_[shown_]->forgotten;
}

void Carrier::forget(EventBook::Entry& entry, const std::optional<Cursor>& cursor) {
    if (entry.forgotten) return;
    book_.forget(entry, cursor, truth_.now());
    forgotten_up_to_ = std::max(forgotten_up_to_, entry.event.id);
}

// A feed forgets from its beginning: up to the first event that is young enough. What would have been late there never comes.
void Carrier::forget_old(const std::optional<Cursor>& cursor) {
    show_due();
    const Duration horizon = truth_.now() - began_at_ - scenario_.retention;
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.event.visible > horizon) return;
        forget(entry, cursor);
    }
}

// Up to an event that the cursor has not reached, more often than not.
void Carrier::purge(const std::optional<Cursor>& cursor) {
    show_due();
    std::vector<EventBook::Entry*> served;
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.is_served()) served.push_back(&entry);
    }
    if (served.empty()) return;
    const std::int64_t up_to = served[random_.below(served.size())]->event.id;
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.event.id > up_to) return;
        forget(entry, cursor);
    }
}

void Carrier::withdraw() {
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.accepted && entry.is_served() && random_.chance(scenario_.withdrawn_rate))
            entry.withdrawn = true;
    }
}

void Carrier::begin_lasting_fault(const std::optional<Cursor>& cursor) {
    const auto lasts = static_cast<double>(scenario_.lasting_fault_max.count()) * random_.unit();
    lasting_faults_.begin(book_, cursor ? cursor->last_event_id : EventId{},
                          truth_.now() + Duration(static_cast<Duration::rep>(lasts)));
}

void Carrier::behave() {
    misbehaves_ = false;
    lasting_faults_.end();
    for (EventBook::Entry& entry : book_.entries()) {
        if (entry.event.visible == Duration::max()) entry.event.visible = truth_.now() - began_at_;
    }
}

std::size_t Carrier::served() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(book_.entries(), &EventBook::Entry::is_served));
}

// The question for the oldest event shows a page, on a feed that is in another order or may be, but is no reading of it, and so does the
// one from below the cursor, whether the feed ends there. A poll from event 1 on asks for the same, or for more than one event, or because
// what it asked for is gone, or showed nothing though the feed begins above it.
bool Carrier::is_question(const Asked& before, EventId from, std::uint32_t limit,
                          EventId cursor) const {
    const bool may_be_a_page = scenario_.may_be_unordered();
    if (from.value == 1 && !before.was_gone && !before.begins_above)
        return limit == 1 || ((before.was_for_oldest || may_be_a_page) && cursor.value > 1);
    const bool is_below = from.value > 1 && from.value + 1 == cursor.value;
    return is_below && (limit <= OldestQuestion::kBelowLimit || may_be_a_page);
}

Result<FeedReply> Carrier::answer(int process, EventId from, std::uint32_t limit, EventId cursor) {
    show_due();
    const bool is_reading = !is_question(asked_[process], from, limit, cursor);
    // After that one the same may be asked for as a page, if it would prove a gap.
    if (from.value == 1) asked_[process].was_for_oldest = limit == 1;
    asked_[process].was_gone = false;
    if (scenario_.feed_answers_gone && from.value > 1 && from.value <= forgotten_up_to_) {
        asked_[process].was_gone = is_reading;
        return FeedReply{.kind = FeedReply::Kind::gone, .body = {}};
    }
    Page events = page(from.value, limit);
    const auto lasting = lasting_faults_.answer(from, limit, events, truth_.now());
    if (lasting == LastingFaults::Answer::fails)
        return fail(ErrorCode::transient, "simulated failure of one question");
    if (lasting == LastingFaults::Answer::refused)
        return fail(ErrorCode::rejected, "simulated refusal of one question");
    if (lasting == LastingFaults::Answer::empty) hide(events, from);
    if (misbehaves_) mangle(events);
    std::string body = text_of(events);
    if (scenario_.page_bytes_max > 0 && std::cmp_greater(body.size(), scenario_.page_bytes_max))
        return FeedReply{.kind = FeedReply::Kind::too_large, .body = {}};
    if (lasting == LastingFaults::Answer::cut ||
        (misbehaves_ && random_.chance(scenario_.truncated_rate))) {
        body.resize(1 + random_.below(body.size() - 1));
        return FeedReply{.kind = FeedReply::Kind::page, .body = std::move(body)};
    }
    note(asked_[process], from, events, is_reading, from >= cursor);
    // What is asked for from below the saved cursor is read a second time.
    if (is_reading && process != 0) show(events, process, from >= cursor);
    return FeedReply{.kind = FeedReply::Kind::page, .body = std::move(body)};
}

void Carrier::note(Asked& asked, EventId from, const Page& page, bool is_reading, bool is_poll) {
    const auto lowest = std::ranges::min_element(
        page, {}, [](const EventBook::Entry* entry) { return entry->event.id; });
    asked.begins_above = from.value == 1 && !is_reading && asked.empty_from &&
                         lowest != page.end() && (*lowest)->event.id > asked.empty_from->value;
    if (!is_reading || !is_poll) return;
    asked.empty_from = page.empty() ? std::optional(from) : std::nullopt;
}

void Carrier::show(const Page& page, int process, bool is_poll) {
    if (!is_ascending(page)) book_.shown_out_of_order(truth_.now());
    for (EventBook::Entry* const entry : page) {
        book_.shown(*entry, process, truth_.now());
        if (is_poll) entry->polled_by.insert(process);
    }
}

// As if the feed ended there. If it otherwise shows the event that it is asked from, the worker can see that something is wrong.
void Carrier::hide(Page& page, EventId from) {
    const bool is_believed = !page.empty() && page.front()->event.id > from.value;
    for (EventBook::Entry* const entry : page) {
        if (is_believed) entry->hidden_at = truth_.now();
    }
    page.clear();
}

Duration Carrier::replica_time() {
    const Duration now = truth_.now() - began_at_;
    if (!misbehaves_ || scenario_.replica_lag_max == 0s) return now;
    const auto lag = static_cast<double>(scenario_.replica_lag_max.count()) * random_.unit();
    return now - Duration(static_cast<Duration::rep>(lag));
}

std::size_t Carrier::longest_page(std::uint32_t limit) {
    std::size_t longest = limit;
    if (scenario_.page_cap > 0)
        longest = std::min(longest, static_cast<std::size_t>(scenario_.page_cap));
    // So that a page can show more than the event at the cursor, and a nameless one that stands beside it.
    const std::size_t least = scenario_.nameless_rate > 0 ? 3 : 2;
    if (misbehaves_ && scenario_.page_length_varies && longest > least)
        longest = least + random_.below(longest - least + 1);
    return longest;
}

Carrier::Page Carrier::page(std::int64_t from, std::uint32_t limit) {
    const std::size_t count_max = longest_page(limit);
    const Duration at = replica_time();
    const std::int64_t first = scenario_.feed_exclusive ? from + 1 : from;
    const auto& entries = book_.entries();
    const auto own_place =
        std::ranges::lower_bound(entries, first, {},
                                 [](const EventBook::Entry& entry) { return entry.event.id; }) -
        entries.begin();
    auto next = listed_.begin() + std::max<std::int64_t>(0, own_place - scenario_.displaced_max);
    Page events;
    for (; next != listed_.end() && events.size() < count_max; ++next) {
        if ((*next)->event.id >= first && (*next)->is_served() && (*next)->event.visible <= at)
            events.push_back(*next);
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
