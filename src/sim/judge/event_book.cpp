#include "sim/judge/event_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/event_page/compressed_body.h"

namespace scan::sim {
namespace {

// What a reader takes for a leap, and how many ids above it say that it is none of a few mistaken ones.
constexpr std::int64_t kLeapLeast = 1'000'000;
constexpr std::size_t kLeapIdsLeast = 10;

// The objects of the list in a message, by counting braces: no event's text has one inside a string.
std::vector<std::string_view> texts_in(std::string_view body) {
    std::vector<std::string_view> texts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '{' && ++depth == 2) begin = i;
        if (body[i] == '}' && --depth == 1) texts.push_back(body.substr(begin, i + 1 - begin));
    }
    return texts;
}

}  // namespace

EventBook::EventBook(std::vector<TrueEvent> events, const Scenario& scenario, Instant began_at,
                     Violations& violations)
    : scenario_(scenario), began_at_(began_at), violations_(violations) {
    entries_.reserve(events.size());
    for (TrueEvent& event : events) entries_.push_back({.event = std::move(event)});
    for (Entry& entry : entries_) {
        by_text_.emplace(entry.event.text, &entry);
        if (entry.event.kind != TrueEvent::Kind::nameless) by_id_.emplace(entry.event.id, &entry);
    }
    count_groups();
}

// The first id of a store is never one of a leap; nor is any where all are far apart.
void EventBook::count_groups() {
    groups_[0] = 0;
    if (scenario_.ids_are_far_apart()) return;
    for (std::size_t i = 1; i < entries_.size(); ++i) {
        if (entries_[i].event.id - entries_[i - 1].event.id > kLeapLeast)
            groups_[entries_[i].event.id] = 0;
    }
}

void EventBook::shown(Entry& entry, int process, Instant now) {
    if (!first_shown_at_) first_shown_at_ = now;
    if (now == first_shown_at_) lowest_shown_ = std::min(lowest_shown_, entry.event.id);
    if (entry.shown_to.empty()) ++std::prev(groups_.upper_bound(entry.event.id))->second;
    if (entry.shown_to.insert(process).second) ++shown_counts_[process];
    // The first id that anybody sees is none of a leap, however high it is.
    strays_count_ |= entry.event.is_stray && passed_ == 0 && !has_shown_ordinary_;
    if (entry.event.is_stray && !strays_count_) return;
    has_shown_ordinary_ = true;
    for (; entries_[passed_].event.id < entry.event.id; ++passed_) {
        if (!entries_[passed_].passed_at) entries_[passed_].passed_at = now;
    }
}

void EventBook::shown_out_of_order(Instant now) {
    if (!disordered_at_) disordered_at_ = now;
}

std::size_t EventBook::shown_count(int process) const {
    const auto found = shown_counts_.find(process);
    return found == shown_counts_.end() ? 0 : found->second;
}

Instant EventBook::everywhere_at(const Entry& entry) const {
    if (entry.event.visible == Duration::max()) return Instant::max();
    return began_at_ + entry.event.visible + scenario_.replica_lag_max;
}

bool EventBook::is_late(const Entry& entry) const {
    return entry.passed_at && *entry.passed_at < everywhere_at(entry);
}

Duration EventBook::shortest_window() const {
    return scenario_.late_window * 19 / 20;
}

// What is read before it is known that the feed is in another order is read again while it is owed.
bool EventBook::could_be_looked_for(const Entry& entry) const {
    return !entry.is_displaced ||
           (disordered_at_ && *disordered_at_ < *entry.passed_at + shortest_window());
}

bool EventBook::is_owed(const Entry& entry) const {
    if (!entry.visible) return false;
    if (!entry.passed_at) return true;
    const Duration lateness = everywhere_at(entry) - *entry.passed_at;
    const bool is_in_time = lateness <= Duration::zero() || lateness < shortest_window();
    return is_in_time && could_be_looked_for(entry);
}

// What the feed still has, if it is owed, and what the queue ever had.
bool EventBook::must_be_done(const Entry& entry) const {
    // A text without an id may stand where no page shows it again.
    if (entry.event.kind == TrueEvent::Kind::nameless)
        return entry.accepted || !entry.shown_to.empty();
    return (is_owed(entry) && entry.is_served()) || entry.accepted || entry.set_aside;
}

std::int64_t EventBook::highest_served() const {
    std::int64_t highest = 0;
    for (const Entry& entry : entries_) {
        if (entry.is_served()) highest = std::max(highest, entry.event.id);
    }
    return highest;
}

std::size_t EventBook::later_than_window() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        entries_, [this](const Entry& entry) { return entry.visible && !is_owed(entry); }));
}

EventBook::Entry* EventBook::find(std::string_view text) {
    const auto found = by_text_.find(text);
    if (found != by_text_.end()) return found->second;
    violations_.add(Rule::nothing_lost, fmt::format("the feed never had this text: {}", text));
    return nullptr;
}

std::vector<EventBook::Entry*> EventBook::events_of(std::string_view body) {
    std::vector<Entry*> found;
    const std::string page = legible_body(body);
    for (const std::string_view text : texts_in(page)) {
        if (Entry* const entry = find(text)) found.push_back(entry);
    }
    return found;
}

// A store that is new owes nothing: nobody had read from the feed. Nor is anything owed below the first id that anybody was shown, or
// that the feed forgets within a minute: a reader that saw the end trusts it for so long, by a clock that may be slow by a twentieth.
void EventBook::forget(Entry& entry, const std::optional<Cursor>& cursor, Instant now) {
    entry.forgotten = true;
    constexpr Duration kTrusted = std::chrono::seconds(64);
    // Where the first id was a stray one, everything is below it, and what is shown of that later makes it no beginning.
    // On an exclusive feed, what came late directly above event 1 cannot be told from what never was.
    const bool is_provable = !scenario_.feed_exclusive || lowest_shown_ > 1 || !is_late(entry);
    const bool is_above_the_first = !strays_count_ && is_provable && entry.event.id > lowest_shown_;
    const Instant there_since = std::max(everywhere_at(entry), entry.hidden_at);
    const bool was_there = is_owed(entry) && there_since + kTrusted <= now && is_above_the_first;
    const bool is_read_from = cursor && !cursor->is_new && cursor->last_event_id.value > 1;
    // Where nobody was shown it and the queue has something above it, it came late, and a reader had passed over it already.
    const bool is_passed_over = entry.shown_to.empty() && entry.event.id < accepted_up_to_;
    const bool is_debt =
        is_passed_over || (cursor && entry.event.id <= cursor->last_event_id.value);
    entry.owed_a_gap = was_there && is_read_from && !entry.accepted && !entry.set_aside &&
                       (scenario_.whole_promise || !is_debt);
}

void EventBook::accepted(std::string_view body) {
    for (Entry* const entry : events_of(body)) {
        entry->accepted = true;
        accepted_up_to_ = std::max(accepted_up_to_, entry->event.id);
    }
}

void EventBook::acknowledged(std::string_view body) {
    for (const Entry* const entry : events_of(body)) {
        if (is_done(*entry)) continue;
        violations_.add(Rule::commit_before_acknowledge,
                        fmt::format("event {} was acknowledged, but neither applied nor set aside",
                                    entry->event.id));
    }
}

void EventBook::set_aside(std::string_view text) {
    Entry* const entry = find(text);
    if (!entry) return;
    entry->set_aside = true;
    if (entry->event.is_applicable())
        violations_.add(Rule::nothing_lost, fmt::format("event {} was set aside as failed, though "
                                                        "nothing is wrong with it",
                                                        entry->event.id));
}

bool EventBook::holds_a_killer(const std::vector<EventId>& ids) const {
    return std::ranges::any_of(ids, [this](EventId id) {
        const auto found = by_id_.find(id.value);
        return found != by_id_.end() && found->second->event.kind == TrueEvent::Kind::killer;
    });
}

void EventBook::committed(EventId id) {
    const auto found = by_id_.find(id.value);
    if (found == by_id_.end()) return;
    found->second->committed = true;
    kept_.insert(id.value);
}

void EventBook::restore(const Kept& kept, const MemoryTables& tables) {
    kept_ = kept;
    for (Entry& entry : entries_) {
        if (is_owed(entry) || kept_.contains(entry.event.id)) continue;
        entry.accepted = false;
        entry.set_aside &= tables.failed_events.contains(entry.event.text);
    }
}

bool EventBook::must_not_be_passed(const Entry& entry, int process, Instant held_since) const {
    if (entry.accepted || entry.set_aside || entry.forgotten || entry.withdrawn) return false;
    // On a list that stands in another order nobody can know what of it a page has not shown.
    const bool was_there =
        scenario_.displaced_max == 0 && entry.visible && everywhere_at(entry) < held_since;
    if (was_there) return true;
    // Another replica, or a second reading, may have shown it, and not the poll that the cursor follows. While the cursor waits below a
    // leap, polls go on above it: what comes late below those is owed.
    const bool has_leaps = scenario_.leaps + scenario_.stray_events > 0;
    if (scenario_.replica_lag_max > Duration::zero() || (has_leaps && is_late(entry))) return false;
    return entry.polled_by.contains(process);
}

void EventBook::cursor_moved_by(int process, Instant held_since, const Cursor& before, EventId to) {
    const EventId from = before.last_event_id;
    for (auto next = by_id_.upper_bound(from.value);
         next != by_id_.end() && next->first <= to.value; ++next) {
        if (!must_not_be_passed(*next->second, process, held_since)) continue;
        violations_.add(Rule::cursor_behind_queue,
                        fmt::format("the cursor moved from {} to {} over event {}, which the queue "
                                    "had not accepted",
                                    from.value, to.value, next->first));
    }
    // Nor is the first one after a cursor that an operator has set.
    if (before.is_new) first_group_ = std::prev(groups_.upper_bound(to.value))->first;
    if (scenario_.whole_promise && !strays_count_ && scenario_.restores == 0) check_leap(to);
}

void EventBook::check_leap(EventId to) {
    const auto group = std::prev(groups_.upper_bound(to.value));
    if (group->first <= first_group_) return;
    const auto is_established = [](const auto& each) { return each.second >= kLeapIdsLeast; };
    if (std::any_of(group, groups_.end(), is_established)) return;
    violations_.add(Rule::cursor_behind_queue,
                    fmt::format("the cursor moved to {}, though fewer than {} ids were shown above "
                                "the leap to {}",
                                to.value, kLeapIdsLeast, group->first));
}

void EventBook::found_done(const std::vector<std::string>& dead_letters, Instant began_at) {
    // Such feeds answer with nothing where there is something, or put it where nobody looks before the debts are paid.
    if (scenario_.lasting_fault_every > Duration::zero() || scenario_.displaced_max > 0) return;
    // The holder's word that it was caught up bears the time of its wall clock.
    if (scenario_.clock_jump_every > Duration::zero()) return;
    // Below a stray id that moved the cursor everything is late.
    if (scenario_.stray_events > 0 && !scenario_.whole_promise) return;
    std::vector<std::string> pages;
    pages.reserve(dead_letters.size());
    for (const std::string& body : dead_letters) pages.push_back(legible_body(body));
    for (const Entry& entry : entries_) {
        if (!entry.is_served() || is_late(entry) || everywhere_at(entry) >= began_at ||
            entry.event.kind == TrueEvent::Kind::nameless || entry.set_aside || entry.purged ||
            kept_.contains(entry.event.id))
            continue;
        const auto holds = [&](const std::string& page) { return page.contains(entry.event.text); };
        if (std::ranges::any_of(pages, holds)) continue;
        violations_.add(Rule::found_done,
                        fmt::format("event {} was visible before the worker began, and is not "
                                    "done where it found everything done",
                                    entry.event.id));
    }
}

void EventBook::gap_recorded(int process, EventId after, EventId before) {
    for (auto next = by_id_.upper_bound(after.value);
         next != by_id_.end() && next->first < before.value; ++next) {
        const Entry& entry = *next->second;
        if (!entry.is_served() || !entry.shown_to.contains(process)) continue;
        violations_.add(Rule::no_unexpected_error,
                        fmt::format("the feed gap between {} and {} tells of event {}, which the "
                                    "feed had shown",
                                    after.value, before.value, next->first));
    }
}

}  // namespace scan::sim
