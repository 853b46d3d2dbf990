#include "pipeline/poller.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace scan {
namespace {

constexpr Duration kRetryFirst = std::chrono::milliseconds(200);
constexpr Duration kDownstreamRetryMax = std::chrono::seconds(5);
// A standby looks at the lease in memory only, first often, so that a worker that gets it at its start polls at once.
constexpr Duration kStandbyFirst = std::chrono::milliseconds(2);
constexpr Duration kStandbyMax = std::chrono::milliseconds(200);
// An estimate of the depth must say "empty" this often in a row.
constexpr int kEmptyEstimates = 3;

}  // namespace

Poller::Poller(Feed& feed, EventQueue& queue, CursorStore& cursors, HeldLease& lease, Clock& clock,
               PollerObserver& observer, PollerSettings settings, Random random)
    : queue_(queue),
      cursors_(cursors),
      lease_(lease),
      clock_(clock),
      observer_(observer),
      settings_(settings),
      feed_backoff_(kRetryFirst, settings.retry_delay_max, random),
      downstream_backoff_(kRetryFirst, kDownstreamRetryMax, Random(random.next())),
      standby_backoff_(kStandbyFirst, kStandbyMax, Random(random.next())),
      reader_(feed, settings.page_limit),
      probe_(feed, clock),
      back_pressure_(settings.back_pressure),
      scan_(settings.late_scan_interval),
      pace_(settings.poll_interval) {}

Next Poller::step(const StopPhases& stop) {
    // What is in hand is sent once more at the end; what cannot be sent then is read again by the next holder.
    if (stop.finish.stop_requested() && (!work_ || is_waiting_ || stop.abandon.stop_requested()))
        return Next::finished();

    const auto tenure = lease_.tenure_at(clock_.now());
    if (!tenure) return stand_by();
    if (epoch_ != tenure->epoch) adopt(*tenure);
    if (work_) return outbox_.empty() ? move_cursor() : send();
    const Instant now = clock_.now();
    // On a feed that always has something new, polls and the pages of a scan take turns.
    if (scan_is_due() && (now < next_poll_ || std::exchange(polled_last_, false)))
        return scan(stop);
    if (now >= next_poll_) return poll(stop);
    const bool has_scan = at_head_ && settings_.late_window > Duration::zero();
    return Next::at_time(has_scan ? std::min(next_poll_, scan_.due_at()) : next_poll_);
}

bool Poller::scan_is_due() const {
    const bool is_on = settings_.late_window > Duration::zero();
    return is_on && at_head_ && (scan_.is_active() || clock_.now() >= scan_.due_at());
}

// Where the lease comes back with the same epoch, nobody else has polled meanwhile: the poller goes on from its own cursor.
Next Poller::stand_by() {
    work_.reset();
    outbox_.clear();
    probe_.doubt();
    return Next::at_time(clock_.now() + standby_backoff_.next());
}

void Poller::adopt(const Tenure& tenure) {
    epoch_ = tenure.epoch;
    cursor_ = tenure.cursor.last_event_id;
    settled_ = tenure.cursor.settled_event_id;
    cursor_is_new_ = tenure.cursor.is_new;
    work_.reset();
    outbox_.clear();
    const bool has_window = settings_.late_window > Duration::zero();
    window_.restart(has_window ? std::min(tenure.cursor.window_low, cursor_) : cursor_, cursor_,
                    clock_.now());
    scan_.restart(window_.is_whole() ? LateScan::Range::passed_here
                                     : LateScan::Range::passed_elsewhere);
    next_poll_ = clock_.now();
    at_head_ = false;
    idle_polls_ = 0;
    empty_depths_ = 0;
    probe_.doubt();
    caught_up_at_.reset();
    standby_backoff_.reset();
    observer_.resuming(cursor_);
}

Next Poller::poll(const StopPhases& stop) {
    if (back_pressure_.is_due(clock_.now())) {
        if (const auto checked = check_depth(); !checked) return downstream_failed(checked.error());
    }
    if (back_pressure_.is_full()) {
        probe_.doubt();
        report("waiting for room in the queue");
        return Next::at_time(back_pressure_.next_check());
    }
    const Instant began = clock_.now();
    const auto reading = reader_.read(cursor_, stop.finish);
    if (!reading) return feed_failed(reading.error());
    const auto& [page, is_gone] = *reading;
    const PageIntake intake = take_in(page, cursor_, window_, seen_, IntakeScope::everything);
    // Asked for its first event, an exclusive feed does not show event 1: at that cursor nothing can be proven.
    const auto read_up_to =
        cursor_is_new_ || cursor_.value <= 1 ? std::nullopt : std::optional(cursor_);
    const auto found = probe_.examine(read_up_to, intake, is_gone, stop.finish);
    if (!found) return feed_failed(found.error());
    if (found->is_reset) observer_.feed_reset(cursor_);

    succeeded(feed_backoff_);
    note_page(page, intake, clock_.now() - began);
    load(intake, found->gap);
    longest_page_ = std::max(longest_page_, page.events().size());
    at_head_ = !intake.brought_unknown() || page.events().size() < longest_page_;
    polled_last_ = true;
    next_poll_ = pace_.next_after(began, clock_.now(), intake.unknown());
    count_poll(intake.brought_unknown());
    return Next::now();
}

// One page of the late window; where no id can be late, there is nothing to read.
Next Poller::scan(const StopPhases& stop) {
    if (!scan_.is_active()) {
        scan_.begin(window_.low(), clock_.now());
        if (window_.is_whole()) {
            end_scanned_page(std::nullopt);
            return Next::now();
        }
    }
    const auto reading = reader_.read(scan_.position(), stop.finish);
    if (!reading) return feed_failed(reading.error());
    succeeded(feed_backoff_);
    const PageIntake intake =
        take_in(reading->page, cursor_, window_, seen_, IntakeScope::late_window);
    load(intake, std::nullopt);
    if (intake.brought_unknown() && !scan_.repeats_others()) idle_polls_ = 0;
    if (work_) {
        report("reading the late window");
        work_->scanned_to = intake.highest;
        work_->is_scan = true;
    } else {
        end_scanned_page(intake.highest);
    }
    return Next::now();
}

void Poller::end_scanned_page(std::optional<EventId> highest) {
    scan_.advance(highest, cursor_);
    // What the cursor passed a window's length before a scan that saw everything cannot be late any more, however long the feed was away.
    if (scan_.covered_at()) window_.expire(*scan_.covered_at() - settings_.late_window);
}

Result<> Poller::check_depth() {
    const auto depth = queue_.depth();
    if (!depth) return std::unexpected(depth.error());
    const bool was_full = back_pressure_.is_full();
    back_pressure_.update(*depth, clock_.now());
    if (!was_full && back_pressure_.is_full()) observer_.queue_full(depth->undone());
    if (was_full && !back_pressure_.is_full()) observer_.queue_has_room(depth->undone());
    empty_depths_ = depth->undone() == 0 ? empty_depths_ + 1 : 0;
    // Only this holder sends, so an empty queue means that everything that was read is applied. Above the window's lower end more may come.
    if (empty_depths_ >= (depth->exact ? 1 : kEmptyEstimates)) settled_ = window_.low();
    return {};
}

void Poller::note_page(const EventPage& page, const PageIntake& intake, Duration took) {
    observer_.polled(page.events().size(), intake.unknown(), took);
    if (intake.is_unordered && !std::exchange(told_unordered_, true)) observer_.page_unordered();
    if (intake.stale > 0) observer_.stale_events_found(intake.stale);
    if (intake.all_malformed) {
        if (!std::exchange(told_format_, true)) observer_.format_changed(*intake.all_malformed);
    } else if (std::ranges::any_of(page.events(), [this](const PageEvent& e) {
                   return e.event && e.event->event_id != cursor_;
               })) {
        told_format_ = false;
    }
}

void Poller::load(const PageIntake& intake, std::optional<FeedGap> gap) {
    if (!intake.has_work() && !gap) return;
    caught_up_at_.reset();
    const EventId last = intake.fresh.empty() ? cursor_ : intake.fresh.back();
    work_ = Work{.fresh = intake.fresh,
                 .late = intake.late,
                 .once = {intake.once.begin(), intake.once.end()},
                 .advance = {.last_event_id = last,
                             .window_low = window_.low(),
                             .failed = intake.unqueueable,
                             .gap = gap},
                 .events = intake.forward.size(),
                 .is_scan = false,
                 .scanned_to = std::nullopt};
    outbox_.fill(pack_messages(intake.forward, settings_.message));
}

void Poller::count_poll(bool brought_unknown) {
    idle_polls_ = brought_unknown ? 0 : idle_polls_ + 1;
    // The first late scan after a start belongs to catching up: it may find what a former holder missed.
    const bool scan_is_open = settings_.late_window > Duration::zero() && scan_.repeats_others();
    if (idle_polls_ >= 2 && !scan_is_open && !work_) caught_up_at_ = clock_.utc_now();
    report(brought_unknown ? "reading" : "at the head of the feed");
}

Next Poller::send() {
    if (const auto sent = outbox_.send(queue_); !sent) return downstream_failed(sent.error());
    succeeded(downstream_backoff_);
    return Next::now();
}

// The cursor moves only after the queue has accepted everything up to it.
Next Poller::move_cursor() {
    std::ranges::move(outbox_.refused(), std::back_inserter(work_->advance.failed));
    outbox_.refused().clear();
    const CursorAdvance& advance = work_->advance;
    if (advance.last_event_id > cursor_ || !advance.failed.empty() || advance.gap) {
        const auto moved = cursors_.advance(*epoch_, advance);
        if (!moved) return downstream_failed(moved.error());
        if (!*moved) {
            lease_.revoke(*epoch_);
            return Next::now();
        }
    }
    succeeded(downstream_backoff_);
    complete();
    return Next::now();
}

void Poller::complete() {
    const Work work = *std::exchange(work_, std::nullopt);
    const Instant now = clock_.now();
    for (const FailedEvent& failed : work.advance.failed) observer_.unqueueable(failed);
    if (work.advance.gap) observer_.gap_found(*work.advance.gap);
    observer_.sent(outbox_.accepted(), work.events);
    outbox_.clear();

    Duration lateness_max = Duration::zero();
    for (const EventId id : work.late)
        lateness_max = std::max(lateness_max, window_.add_late(id, now));
    const bool counts = !(work.is_scan && scan_.repeats_others());
    if (!work.late.empty() && counts) observer_.late_events_found(work.late.size(), lateness_max);

    for (const EventId id : work.fresh) window_.pass(id, now);
    for (const std::string& text : work.once) seen_.note(text);
    if (work.advance.last_event_id > cursor_) {
        cursor_ = work.advance.last_event_id;
        cursor_is_new_ = false;
        observer_.cursor_moved(cursor_);
    }
    if (settings_.late_window == Duration::zero()) window_.restart(cursor_, cursor_, now);
    if (work.is_scan) end_scanned_page(work.scanned_to);
}

Next Poller::feed_failed(const Error& error) {
    if (error.code == ErrorCode::stopped) return Next::now();
    at_head_ = false;
    idle_polls_ = 0;
    const Next next = wait_after(error, feed_backoff_);
    next_poll_ = next.at;
    return next;
}

Next Poller::downstream_failed(const Error& error) {
    return wait_after(error, downstream_backoff_);
}

Next Poller::wait_after(const Error& error, Backoff& backoff) {
    Duration delay = error.code == ErrorCode::denied ? settings_.retry_delay_max : backoff.next();
    if (error.retry_after)
        delay = std::max(delay, std::min(*error.retry_after, settings_.retry_delay_max));
    is_waiting_ = true;
    probe_.doubt();
    observer_.waiting_after(error, delay);
    report(fmt::format("waiting {:.1f} s after: {}", std::chrono::duration<double>(delay).count(),
                       error.message));
    return Next::at_time(clock_.now() + delay);
}

void Poller::succeeded(Backoff& backoff) {
    backoff.reset();
    if (std::exchange(is_waiting_, false)) observer_.recovered();
}

void Poller::report(std::string feed_state) {
    lease_.report(*epoch_, {.caught_up_at = caught_up_at_,
                            .window_low = window_.low(),
                            .settled_event_id = settled_,
                            .feed_state = std::move(feed_state)});
}

}  // namespace scan
