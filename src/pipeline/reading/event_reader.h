#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "pipeline/ports/poller_observer.h"
#include "pipeline/reading/debt_ledger.h"
#include "pipeline/reading/gap_ledger.h"
#include "pipeline/reading/late_and_fresh.h"
#include "pipeline/reading/message_packing.h"
#include "pipeline/reading/oldest_question.h"
#include "pipeline/reading/owed_reading.h"
#include "pipeline/reading/page_news.h"
#include "pipeline/reading/page_source.h"
#include "pipeline/reading/poll_schedule.h"
#include "pipeline/reading/request_share.h"
#include "pipeline/reading/stray_jump.h"

namespace scan {

struct ReaderSettings {
    // Of a new store. Nothing below it was read, by any process: what is not there is no gap.
    EventId first_event_id{1};
    std::uint32_t page_limit = 1000;
    Duration poll_interval = std::chrono::seconds(5);
    Duration retry_delay_max = std::chrono::seconds(30);
    DebtSettings debt;
    MessageLimits message;
    std::function<MessageForm()> form = {};  // asked for each page; empty: the message's own
    LaneSettings lanes;
};

// What one answer of the feed brought: first into the queue, then `advance` is saved.
struct ReadPage {
    std::vector<std::string> bodies;  // messages
    std::size_t events = 0;           // in them
    CursorAdvance advance;
    bool must_be_saved = false;  // more than the debt changed
    EventId settled;             // what may be called settled if the queue is empty by then
    // The feed's end was seen, and everything that had to be read was, as of this time.
    std::optional<UtcTime> caught_up_at;
    std::string feed_state;  // one line for people
};

// Decides what the feed is asked next, and what of its answer is new.
//
// Three questions take turns. Polls ask from the cursor on. Below the cursor, what is owed is read
// again (DebtLedger). And the feed is asked for its oldest event if a page gives reason to doubt
// (GapLedger). At the head of an idle feed only polls are left. Far behind it, lanes have asked the
// next polls already (PagesAhead): their answers are taken in here, in order, as if just asked for.
//
// A page proves the interval from the id it was asked from to its greatest id: all that was visible
// in it then was shown. An empty page proves nothing. Once a page was out of order, a page proves
// only up to the id in its middle and the next is asked from there, so what is displaced by less
// than half a page is shown by one of the two. The cursor is the end of what is proven, but waits
// below a stray jump (StrayJump).
//
// What a page changes is counted as done when it is returned. So the owner either brings each page
// into the queue and saves it, in order, or calls `restart` with the last that it saved. One thread.
class EventReader {
public:
    // `ahead`: the page of the next poll is on its way, and another can be read meanwhile.
    enum class Turn { none, poll, owed, ahead };

    EventReader(Feed& feed, Clock& clock, PollerObserver& observer, const ReaderSettings& settings,
                Random random);

    void restart(const Cursor& cursor);
    // After a pause of any kind.
    void doubt() { gaps_.doubt(); }
    // The lease is not held: nothing more is asked ahead, and what was is dropped.
    void stand_by();
    PagesAhead& ahead() { return source_.ahead(); }

    Turn turn() const;
    // When there is another turn. REQUIRES: the turn is none.
    Instant next_at() const;

    // Errors are those of the feed; the caller backs off and tells `poll_failed` until when.
    Result<ReadPage> poll(std::stop_token stop);
    void poll_failed(Instant next_poll);
    // A second reading fails on its own account: nullopt, and it is tried again later.
    std::optional<ReadPage> read_owed(std::stop_token stop);
    // As a lane does. When there is another turn.
    Instant read_ahead(std::stop_token stop) { return source_.read_ahead(std::move(stop)); }

private:
    std::optional<EventId> owed_from(Instant now) const;
    DebtLedger::Early early() const;
    void count_poll(const PageSource::Page& answer);
    void tell_ahead(const PageSource::Page& answer, const PageIntake& intake, EventId from);
    void tell_owed_jumps(EventId from, const PageIntake& intake, bool is_gone);
    void remember(const PageIntake& intake);
    EventId proven_by(const PageIntake& intake, EventId from, std::uint32_t limit,
                      std::size_t parts) const;
    void move_cursor(EventId proven_to);
    void give_up_unserved();
    static GapLedger::Page seen_page(EventId from, const PageIntake& intake, bool is_gone);
    ReadPage finish(PageIntake intake, EventId cursor_before, std::string feed_state);

    Clock& clock_;
    PollerObserver& observer_;
    ReaderSettings settings_;
    PageSource source_;
    DebtLedger debt_;
    GapLedger gaps_;
    OldestQuestion question_;
    OwedReading owed_;
    StrayJump stray_;
    SeenTexts seen_;
    PollSchedule schedule_;
    RequestShare share_;
    MessagePacking packing_;
    PageNews news_;

    EventId cursor_;
    bool cursor_is_new_ = false;
    EventId never_read_;  // the event of a cursor that is new, or once was
    // nullopt: polls fail.
    std::optional<Instant> polled_at_;
    UtcTime asked_utc_;  // when the last poll from the cursor was made, the first on a way up
    bool is_unordered_ = false;
    std::vector<FeedGap> given_up_;
};

}  // namespace scan
