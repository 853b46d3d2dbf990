#include "sim/lasting_faults.h"

#include <algorithm>

namespace scan::sim {
namespace {

// An event below the cursor, more often than not, because what is above it holds up everything.
EventId any_event(const EventBook& book, EventId cursor, Random& random) {
    const auto& entries = book.entries();
    const auto above = std::ranges::upper_bound(
        entries, cursor.value, {}, [](const EventBook::Entry& entry) { return entry.event.id; });
    const auto below_count = static_cast<std::uint64_t>(above - entries.begin());
    const bool is_below = below_count > 0 && random.chance(0.8);
    return EventId{entries[random.below(is_below ? below_count : entries.size())].event.id};
}

}  // namespace

void LastingFaults::begin(const EventBook& book, EventId cursor, Instant until) {
    const auto drawn = [this](std::int64_t chosen, std::int64_t count) {
        const auto number =
            1 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(count)));
        return chosen == 0 ? number : chosen;
    };
    const auto question = static_cast<Question>(drawn(scenario_.lasting_question, kQuestions));
    const auto answer = static_cast<Answer>(drawn(scenario_.lasting_answer, kAnswers));
    const EventId at = question == Question::page_with ? any_event(book, cursor, random_) : cursor;
    fault_ = Fault{.question = question, .answer = answer, .until = until, .at = at};
}

bool LastingFaults::is_asked(const Fault& fault, EventId from, std::uint32_t limit,
                             const std::vector<EventBook::Entry*>& page) const {
    switch (fault.question) {
        case Question::oldest: return from.value <= 1 && limit == 1;
        case Question::single: return limit == 1;
        case Question::page_with:
            return std::ranges::any_of(page, [&](const EventBook::Entry* entry) {
                return entry->event.id == fault.at.value;
            });
        case Question::below: return from < fault.at;
        case Question::full: return std::cmp_equal(limit, scenario_.page_limit);
    }
    std::abort();
}

std::optional<LastingFaults::Answer> LastingFaults::answer(
    EventId from, std::uint32_t limit, const std::vector<EventBook::Entry*>& page,
    Instant now) const {
    if (scenario_.oldest_refused && from.value <= 1 && limit == 1) return Answer::fails;
    if (!fault_ || now >= fault_->until || !is_asked(*fault_, from, limit, page))
        return std::nullopt;
    return fault_->answer;
}

}  // namespace scan::sim
