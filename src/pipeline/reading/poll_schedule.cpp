#include "pipeline/reading/poll_schedule.h"

#include <algorithm>

namespace scan {

void PollSchedule::restart(EventId cursor, Instant now) {
    position_ = cursor;
    next_poll_ = now;
    at_head_ = false;
    idle_polls_ = 0;
}

void PollSchedule::failed(Instant next_poll) {
    at_head_ = false;
    idle_polls_ = 0;
    next_poll_ = next_poll;
}

void PollSchedule::polled(const Page& page, EventId cursor, Instant now) {
    const bool has_news = page.unknown > 0;
    if (has_news) measure_.note(page.events);
    longest_page_ = std::max(longest_page_, page.events);
    const bool leads_on = page.proven_to > cursor && page.proven_to > position_;
    if (page.was_read_ahead) {
        position_ = leads_on ? page.proven_to : cursor;
        next_poll_ = now;
        at_head_ = false;
        idle_polls_ = 0;
    } else if (leads_on) {
        // Below a held stray jump the cursor waits, but more may stand above, however long the page is.
        position_ = page.proven_to;
        next_poll_ = has_news ? now : now + interval_;
        at_head_ = !has_news;
        // A page that leads on is not the feed's end, though it may have brought nothing.
        if (has_news) idle_polls_ = 0;
    } else {
        position_ = cursor;
        at_head_ = !has_news || !measure_.is_full(page.events) || 2 * page.events < longest_page_;
        next_poll_ = pace_.next_after(page.asked_at, now, page.unknown, page.fills_a_message);
        idle_polls_ = has_news ? 0 : idle_polls_ + 1;
    }
}

}  // namespace scan
