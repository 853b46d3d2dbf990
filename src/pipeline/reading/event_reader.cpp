#include "pipeline/reading/event_reader.h"

#include <algorithm>
#include <utility>

#include "base/require.h"

namespace scan {

EventReader::EventReader(Feed& feed, Clock& clock, PollerObserver& observer,
                         const ReaderSettings& settings, Random random)
    : clock_(clock),
      observer_(observer),
      settings_(settings),
      source_(feed, clock, observer, settings.page_limit, settings.lanes),
      debt_(settings.debt),
      question_(feed, clock, observer),
      owed_(debt_, observer, settings.page_limit, settings.retry_delay_max, random),
      schedule_(settings.poll_interval),
      packing_(settings.message),
      news_(clock, observer),
      never_read_(settings.first_event_id.value - 1) {}

void EventReader::restart(const Cursor& cursor) {
    const bool owes_nothing = settings_.debt.window == Duration::zero();
    cursor_ = cursor.last_event_id;
    cursor_is_new_ = cursor.is_new;
    if (cursor_is_new_) never_read_ = cursor_;
    schedule_.restart(cursor_, clock_.now());
    debt_.restart(cursor.unpaid, clock_.now());
    gaps_.restart(owes_nothing ? cursor.unpaid : std::vector<IdRange>());
    question_.restart();
    owed_.restart();
    polled_at_.reset();
    source_.ahead().end();
    given_up_.clear();
    // Some of these may have been in a page that was dropped: they are forwarded once more.
    seen_ = SeenTexts();
}

void EventReader::stand_by() {
    doubt();
    source_.ahead().end();
}

DebtLedger::Early EventReader::early() const {
    if (!schedule_.is_at_head()) return DebtLedger::Early::none;
    return share_.may_refresh() ? DebtLedger::Early::all : DebtLedger::Early::taken_over;
}

// While polls fail, what is owed fails too, most likely.
std::optional<EventId> EventReader::owed_from(Instant now) const {
    if (!polled_at_ || now < owed_.not_before()) return std::nullopt;
    if (const auto from = debt_.due_from(now)) return from;
    return debt_.early_from(early(), now);
}

EventReader::Turn EventReader::turn() const {
    const Instant now = clock_.now();
    const bool poll_is_due = now >= schedule_.next_poll();
    const bool may_read_owed = !poll_is_due || share_.is_owed_turn(debt_.is_overdue(now));
    if (may_read_owed && owed_from(now)) return Turn::owed;
    if (!poll_is_due) return Turn::none;
    return source_.ahead().is_on_its_way(schedule_.position(), now) ? Turn::ahead : Turn::poll;
}

Instant EventReader::next_at() const {
    const auto owed = polled_at_ ? debt_.next_due(early()) : std::nullopt;
    const Instant poll = schedule_.next_poll();
    return owed ? std::min(poll, std::max(*owed, owed_.not_before())) : poll;
}

void EventReader::count_poll(const PageSource::Page& answer) {
    // As many pages as are read at a time are one turn: what is owed gets one request of as many.
    share_.polled(answer.was_read_ahead ? source_.ahead().width() : 1);
    owed_.polled();
    polled_at_ = clock_.now();
    if (schedule_.position() == cursor_) asked_utc_ = answer.asked_utc;
}

Result<ReadPage> EventReader::poll(std::stop_token stop) {
    const auto asked =
        question_.begins_above() ? PageSource::Asked::first_page : PageSource::Asked::from_position;
    const std::uint32_t limit = source_.limit();
    const auto answered = source_.read(schedule_.position(), asked, stop);
    if (!answered) return std::unexpected(answered.error());
    const EventPage& page = answered->reading.page;
    const EventId from = schedule_.position();
    PageIntake intake = take_in(page, cursor_, debt_, seen_, IntakeScope::everything);
    is_unordered_ |= intake.is_unordered;
    count_poll(*answered);
    news_.of_poll(page, intake, debt_, cursor_, answered->took);

    // The event at a new cursor was never read, so nothing below the first one can be missed.
    if (!cursor_is_new_ || from != cursor_) {
        GapLedger::Page seen = seen_page(from, intake, answered->reading.is_gone);
        // More was known to stand above it, so it is not the feed's end whatever it brought.
        seen.brought_unknown |= answered->was_read_ahead;
        gaps_.polled(seen, clock_.now());
    }
    question_.ask_if_due(gaps_, is_unordered_, source_.limit(), stop);

    const EventId cursor_before = cursor_;
    // While the cursor waits below a stray jump, nothing above is read a second time, so each page is to overlap with the one before.
    const bool is_held = debt_.ids().next_after(cursor_).has_value();
    remember(intake);
    const EventId proven_to =
        proven_by(intake, from, std::min(limit, source_.limit()), is_held || is_unordered_ ? 2 : 1);
    move_cursor(proven_to);
    schedule_.polled({.events = page.events().size() - intake.copies,
                      .unknown = intake.unknown(),
                      .fills_a_message = intake.unknown() >= settings_.message.events_max,
                      .proven_to = proven_to,
                      .asked_at = answered->asked_at,
                      .was_read_ahead = answered->was_read_ahead},
                     cursor_, clock_.now());
    // Nor is a page that the cursor followed the feed's end.
    if (cursor_ > cursor_before) schedule_.found_more();
    tell_ahead(*answered, intake, from);
    give_up_unserved();
    const bool has_news = answered->was_read_ahead || intake.brought_unknown();
    return finish(std::move(intake), cursor_before,
                  has_news ? "reading" : "at the head of the feed");
}

// Pages that lanes read one after the other overlap by nothing, so on an unordered feed they prove
// too little.
void EventReader::tell_ahead(const PageSource::Page& answer, const PageIntake& intake,
                             EventId from) {
    if (is_unordered_) return source_.ahead().end();
    source_.ahead().reader_took({.from = from,
                                 .to = schedule_.position(),
                                 .events = intake.ids.size(),
                                 .has_news = answer.was_read_ahead || intake.brought_unknown(),
                                 .limit = source_.limit()});
    if (const auto refusal = source_.ahead().take_refusal())
        observer_.reading_ahead_refused(*refusal);
}

void EventReader::give_up_unserved() {
    for (const IdRange& range : debt_.give_up(clock_.now())) {
        given_up_.push_back({range.after, range.last, false});
        observer_.range_given_up(range);
    }
}

void EventReader::poll_failed(Instant next_poll) {
    gaps_.doubt();
    polled_at_.reset();
    schedule_.failed(next_poll);
}

std::optional<ReadPage> EventReader::read_owed(std::stop_token stop) {
    const Instant asked_at = clock_.now();
    const auto chosen = owed_from(asked_at);
    require(chosen.has_value(), "it is the turn of what is owed");
    const EventId from = *chosen;
    share_.read_owed();
    const std::uint32_t limit = owed_.limit(from);
    const auto reading = source_.feed().read(from, limit, stop);
    if (!reading) {
        if (reading.error().code != ErrorCode::stopped)
            owed_.failed(from, reading.error(), source_.feed().was_gone(), clock_.now());
        return std::nullopt;
    }
    if (reading->is_too_large) {
        owed_.was_too_large(from, clock_.now());
        return std::nullopt;
    }
    PageIntake intake = take_in(reading->page, cursor_, debt_, seen_, IntakeScope::owed);
    is_unordered_ |= intake.is_unordered;
    if (intake.late.size() > intake.repeats) schedule_.found_more();
    news_.of_unknown(intake, debt_);
    tell_owed_jumps(from, intake, reading->is_gone);
    question_.ask_if_due(gaps_, is_unordered_, source_.limit(), stop);

    remember(intake);
    // The pages of a second reading of an unordered feed begin at other ids than those of the first.
    const std::size_t parts_of_unordered = debt_.begins_at(from) ? 4 : 2;
    const EventId to = proven_by(intake, from, limit, is_unordered_ ? parts_of_unordered : 1);
    if (to > from) {
        debt_.read(from, to, asked_at, clock_.now());
    } else {
        debt_.saw_nothing_above(from, clock_.now());
    }
    owed_.succeeded(from, to);
    return finish(std::move(intake), cursor_, "reading below the cursor");
}

void EventReader::tell_owed_jumps(EventId from, const PageIntake& intake, bool is_gone) {
    const auto first_above = intake.first_above(from);
    if (!first_above) return;
    std::vector<IdRange> owed = debt_.owed_in({from, *first_above});
    std::erase_if(owed, [this](const IdRange& range) { return range.after == never_read_; });
    GapLedger::Page seen = seen_page(from, intake, is_gone);
    const auto known = debt_.ids().next_after(from);
    // A full page of a feed in another order may show it later.
    const bool shows_all = !is_unordered_ || intake.ids.size() < owed_.limit(from);
    seen.lacks_known = shows_all && known && *known < *first_above;
    gaps_.read_owed(seen, owed);
}

// From now on the page counts as forwarded.
void EventReader::remember(const PageIntake& intake) {
    for (const EventId id : intake.fresh) debt_.ids().insert(id);
    for (const EventId id : intake.late) debt_.ids().insert(id);
    for (const std::string_view text : intake.once) seen_.note(text);
}

EventId EventReader::proven_by(const PageIntake& intake, EventId from, std::uint32_t limit,
                               std::size_t parts) const {
    const auto above = std::ranges::upper_bound(intake.ids, from);
    if (above == intake.ids.end()) return from;
    // One that was asked for in pieces does not end where a piece does.
    const bool is_short =
        intake.ids.size() < limit && 2 * intake.ids.size() < schedule_.longest_recent_page();
    if (parts == 1 || (is_short && !intake.brought_unknown())) return intake.ids.back();
    const auto count = static_cast<std::size_t>(intake.ids.end() - above);
    return above[static_cast<std::ptrdiff_t>((count - 1) / parts)];
}

void EventReader::move_cursor(EventId proven_to) {
    // Noted after the distances above them: alone they would seem usual to a reader that knows few.
    std::vector<std::int64_t> jumps;
    while (true) {
        // From 0 on, nothing says where the ids begin. After `cursor set` to an id they go on near it.
        const bool is_first = cursor_is_new_ && cursor_ == EventId{0};
        const auto step = stray_.next(cursor_, debt_.ids(), proven_to, is_first);
        if (step.to == cursor_) break;
        if (step.passed) observer_.stray_jump_passed(step.passed->first, step.passed->second);
        // Only second readings can find what comes below the first event of all: that is no gap.
        if (std::exchange(cursor_is_new_, false)) {
            const EventId first = debt_.ids().next_after(cursor_).value_or(step.to);
            if (first.value > cursor_.value + 1)
                debt_.pass({cursor_, EventId{first.value - 1}}, clock_.now());
            cursor_ = first;
        }
        for (EventId before = cursor_; before < step.to;) {
            const EventId id = debt_.ids().next_after(before).value_or(step.to);
            const std::int64_t distance = id.value - before.value;
            const bool is_jump = step.passed && step.passed->second == id;
            if (is_jump) jumps.push_back(distance);
            if (!is_jump) stray_.note(distance);
            before = id;
        }
        if (step.to > cursor_) debt_.pass({cursor_, step.to}, clock_.now());
        cursor_ = step.to;
    }
    for (const std::int64_t jump : jumps) stray_.note(jump);
}

GapLedger::Page EventReader::seen_page(EventId from, const PageIntake& intake, bool is_gone) {
    return {.from = from,
            .lowest = intake.ids.empty() ? std::nullopt : std::optional(intake.ids.front()),
            .first_above = intake.first_above(from),
            .greatest_distance = intake.greatest_distance(),
            .ids = intake.ids.size(),
            .is_gone = is_gone,
            .brought_unknown = intake.brought_unknown()};
}

ReadPage EventReader::finish(PageIntake intake, EventId cursor_before, std::string feed_state) {
    auto [found, withdrawn] = gaps_.take_findings();
    found.insert(found.end(), given_up_.begin(), given_up_.end());
    given_up_.clear();
    if (const std::size_t count = debt_.take_forgotten(); count > 0) observer_.ids_forgotten(count);

    std::vector<IdRange> unpaid = debt_.unpaid();
    const std::vector<IdRange> open = clipped(gaps_.open(), cursor_);
    unpaid.insert(unpaid.end(), open.begin(), open.end());
    ReadPage read;
    read.bodies =
        packing_.pack(intake.forward, settings_.form ? settings_.form() : settings_.message.form);
    read.events = intake.forward.size();
    read.must_be_saved = cursor_ > cursor_before || !intake.unqueueable.empty() || !found.empty() ||
                         !withdrawn.empty();
    read.advance = {.last_event_id = cursor_,
                    .unpaid = joined(std::move(unpaid), settings_.debt.bounds.saved_ranges_max),
                    .failed = std::move(intake.unqueueable),
                    .gaps = std::move(found),
                    .withdrawn = std::move(withdrawn)};
    read.settled = debt_.settled(cursor_);
    const bool is_unclear =
        debt_.is_taken_over() || question_.is_in_doubt() || question_.begins_above();
    if (schedule_.is_caught_up() && !is_unclear) read.caught_up_at = asked_utc_;
    read.feed_state = std::move(feed_state);
    return read;
}

}  // namespace scan
