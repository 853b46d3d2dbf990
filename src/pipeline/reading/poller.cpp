#include "pipeline/reading/poller.h"

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
// While one page follows the other the cursor moves no more often: a sync of the store for each page would be the dearest part of the way.
// After a crash what was sent since is read and sent again.
constexpr Duration kCursorPause = std::chrono::milliseconds(250);
constexpr std::size_t kUnsavedPagesMax = 32;
// An estimate of the depth must say "empty" this often in a row.
constexpr int kEmptyEstimates = 3;

ReaderSettings reader_settings(const PollerSettings& settings) {
    return {.first_event_id = settings.first_event_id,
            .page_limit = settings.page_limit,
            .poll_interval = settings.poll_interval,
            .retry_delay_max = settings.retry_delay_max,
            .debt = {.window = settings.late_window,
                     .scan_interval = settings.late_scan_interval,
                     .bounds = settings.debt_bounds},
            .message = settings.message,
            .form = settings.form,
            .lanes = settings.lanes};
}

}  // namespace

Poller::Poller(Feed& feed, EventQueue& queue, CursorStore& cursors, HeldLease& lease, Clock& clock,
               PollerObserver& observer, const PollerSettings& settings, Random random)
    : queue_(queue),
      cursors_(cursors),
      lease_(lease),
      clock_(clock),
      observer_(observer),
      settings_(settings),
      feed_outage_({.first = kRetryFirst,
                    .max = settings.retry_delay_max,
                    .asked_max = settings.retry_delay_max},
                   random),
      downstream_outage_(
          {.first = kRetryFirst, .max = kDownstreamRetryMax, .asked_max = settings.retry_delay_max},
          Random(random.next())),
      standby_backoff_(kStandbyFirst, kStandbyMax, Random(random.next())),
      reader_(feed, clock, observer, reader_settings(settings), Random(random.next())),
      back_pressure_(settings.back_pressure) {}

Next Poller::step(const StopPhases& stop) {
    // What is in hand is sent once more at the end; what cannot be sent then is read again by the next holder.
    const bool is_done = !page_ && !unsaved_;
    if (stop.finish.stop_requested() &&
        (is_done || downstream_outage_.is_on() || stop.abandon.stop_requested()))
        return Next::finished();

    const auto tenure = lease_.tenure_at(clock_.now());
    if (!tenure) return stand_by();
    if (epoch_ != tenure->epoch) adopt(*tenure);
    if (page_) return outbox_.empty() ? move_cursor() : send();
    if (!unsaved_) return is_saved_known_ ? read_on(stop) : read_saved();
    if (stop.finish.stop_requested() || !may_wait(*unsaved_)) return save_cursor();
    // Whatever it waits for, the cursor does not wait with it.
    const Next next = read_on(stop);
    return Next::at_time(std::min(next.at, saved_at_ + kCursorPause));
}

Next Poller::read_on(const StopPhases& stop) {
    switch (reader_.turn()) {
        case EventReader::Turn::poll: return poll(stop);
        case EventReader::Turn::owed: return read_owed(stop);
        case EventReader::Turn::ahead: return Next::at_time(reader_.read_ahead(stop.finish));
        case EventReader::Turn::none: break;
    }
    return Next::at_time(reader_.next_at());
}

// If the lease comes back with the same epoch, nobody else has polled meanwhile: the poller goes on from what it saved.
Next Poller::stand_by() {
    drop_page();
    reader_.stand_by();
    return Next::at_time(clock_.now() + standby_backoff_.next());
}

// The reader has counted it as done.
void Poller::drop_page() {
    if (!page_ && !unsaved_) return;
    page_.reset();
    unsaved_.reset();
    unsaved_pages_ = 0;
    outbox_.clear();
    reader_.restart(saved_);
}

// The cursor may stand where a call was to move it that was never answered, and was given up since.
Next Poller::read_saved() {
    auto cursor = cursors_.read();
    if (!cursor) return downstream_failed(cursor.error());
    succeeded(downstream_outage_);
    is_saved_known_ = true;
    if (*cursor && (*cursor)->last_event_id > saved_.last_event_id) saved_ = std::move(**cursor);
    reader_.restart(saved_);
    return Next::now();
}

void Poller::adopt(const Tenure& tenure) {
    epoch_ = tenure.epoch;
    saved_ = tenure.cursor;
    is_saved_known_ = true;
    page_.reset();
    unsaved_.reset();
    unsaved_pages_ = 0;
    outbox_.clear();
    reader_.restart(saved_);
    settled_to_ = saved_.settled_event_id;
    empty_depths_ = 0;
    caught_up_at_.reset();
    standby_backoff_.reset();
    observer_.resuming(saved_.last_event_id);
}

Next Poller::poll(const StopPhases& stop) {
    if (back_pressure_.is_due(clock_.now())) {
        if (const auto checked = check_depth(); !checked) return downstream_failed(checked.error());
        succeeded(downstream_outage_);
    }
    if (back_pressure_.is_full()) {
        reader_.doubt();
        report("waiting for room in the queue");
        return Next::at_time(back_pressure_.next_check());
    }
    auto page = reader_.poll(stop.finish);
    if (!page) return feed_failed(page.error());
    succeeded(feed_outage_);
    load(std::move(*page));
    return Next::now();
}

Next Poller::read_owed(const StopPhases& stop) {
    if (auto page = reader_.read_owed(stop.finish)) load(std::move(*page));
    return Next::now();
}

Result<> Poller::check_depth() {
    const auto depth = queue_.depth();
    if (!depth) return std::unexpected(depth.error());
    const bool was_full = back_pressure_.is_full();
    back_pressure_.update(*depth, clock_.now());
    if (!was_full && back_pressure_.is_full()) observer_.queue_full(depth->undone());
    if (was_full && !back_pressure_.is_full()) observer_.queue_has_room(depth->undone());
    // Dead letters are not applied yet. Draining them may apply them, but to a store that is restored later they are lost.
    const bool is_empty = depth->undone() == 0 && depth->dead_letters == 0;
    if (!is_empty) empty_depths_ = 0;
    if (!is_empty) return {};
    // Only this holder sends, so an empty queue means that everything that was sent is applied. What is owed may still bring more; and an
    // estimate may lag, so it says nothing of what was sent since the first of those in a row.
    if (empty_depths_++ == 0) settled_if_empty_ = settled_to_;
    if (empty_depths_ >= (depth->exact ? 1 : kEmptyEstimates)) {
        saved_.settled_event_id = settled_if_empty_;
        empty_depths_ = 0;
    }
    return {};
}

void Poller::load(ReadPage page) {
    page_ = std::move(page);
    outbox_.fill(std::move(page_->bodies));
    if (!outbox_.empty() || page_->must_be_saved || unsaved_) {
        caught_up_at_.reset();
    } else {
        complete();
    }
}

Next Poller::send() {
    if (const auto sent = outbox_.send(queue_); !sent) return downstream_failed(sent.error());
    succeeded(downstream_outage_);
    return Next::now();
}

// The cursor moves only after the queue has accepted everything up to it.
Next Poller::move_cursor() {
    CursorAdvance& advance = page_->advance;
    std::ranges::move(outbox_.refused(), std::back_inserter(advance.failed));
    outbox_.refused().clear();
    if (page_->must_be_saved || !advance.failed.empty() || unsaved_) {
        unsaved_ = advance;
        ++unsaved_pages_;
        if (!may_wait(advance)) return save_cursor();
    }
    succeeded(downstream_outage_);
    complete();
    return Next::now();
}

bool Poller::may_wait(const CursorAdvance& advance) const {
    const bool says_more =
        !advance.failed.empty() || !advance.gaps.empty() || !advance.withdrawn.empty();
    return !says_more && reader_.turn() != EventReader::Turn::none &&
           unsaved_pages_ < kUnsavedPagesMax && clock_.now() < saved_at_ + kCursorPause;
}

Next Poller::save_cursor() {
    const auto moved = cursors_.advance(*epoch_, *unsaved_);
    is_saved_known_ = moved.has_value();
    if (!moved) return downstream_failed(moved.error());
    if (!*moved) {
        lease_.revoke(*epoch_);
        return Next::now();
    }
    succeeded(downstream_outage_);
    saved_at_ = clock_.now();
    unsaved_pages_ = 0;
    const CursorAdvance advance = *std::exchange(unsaved_, std::nullopt);
    saved_.unpaid = advance.unpaid;
    if (advance.last_event_id > saved_.last_event_id) {
        saved_.last_event_id = advance.last_event_id;
        saved_.is_new = false;
        observer_.cursor_moved(saved_.last_event_id);
    }
    if (page_) complete();
    return Next::now();
}

void Poller::complete() {
    const ReadPage page = *std::exchange(page_, std::nullopt);
    for (const FailedEvent& failed : page.advance.failed) observer_.unqueueable(failed);
    for (const FeedGap& gap : page.advance.gaps) observer_.gap_found(gap);
    for (const FeedGap& gap : page.advance.withdrawn) observer_.gap_withdrawn(gap);
    if (page.events > 0) observer_.sent(outbox_.accepted(), page.events);
    outbox_.clear();
    if (!unsaved_) {
        saved_.unpaid = page.advance.unpaid;
        settled_to_ = page.settled;
    }
    if (page.caught_up_at) caught_up_at_ = page.caught_up_at;
    report(page.feed_state);
}

Next Poller::feed_failed(const Error& error) {
    if (error.code == ErrorCode::stopped) return Next::now();
    const Next next = wait_after(error, feed_outage_);
    reader_.poll_failed(next.at);
    return next;
}

Next Poller::downstream_failed(const Error& error) {
    return wait_after(error, downstream_outage_);
}

Next Poller::wait_after(const Error& error, WaitAfterError& outage) {
    const Duration delay = outage.after(error);
    reader_.doubt();
    observer_.waiting_after(error, delay);
    report(fmt::format("waiting {:.1f} s after: {}", std::chrono::duration<double>(delay).count(),
                       error.message));
    return Next::at_time(clock_.now() + delay);
}

void Poller::succeeded(WaitAfterError& outage) {
    const bool is_over = outage.end() && !feed_outage_.is_on() && !downstream_outage_.is_on();
    if (is_over) observer_.recovered();
}

void Poller::report(std::string feed_state) {
    lease_.report(*epoch_, {.caught_up_at = caught_up_at_,
                            .last_event_id = saved_.last_event_id,
                            .unpaid = saved_.unpaid,
                            .settled_event_id = saved_.settled_event_id,
                            .feed_state = std::move(feed_state)});
}

}  // namespace scan
