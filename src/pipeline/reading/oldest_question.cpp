#include "pipeline/reading/oldest_question.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

// The event below the cursor, the one at it, and one above.
constexpr std::uint32_t kBelow = 3;

}  // namespace

void OldestQuestion::ask_if_due(GapLedger& gaps, bool is_unordered, std::uint32_t page_limit,
                                std::stop_token stop) {
    if (!gaps.has_question(clock_.now())) return;
    const std::uint32_t limit = is_unordered ? page_limit : 1;
    const auto ids = oldest_ids(gaps, limit, page_limit, stop);
    if (!ids) {
        if (ids.error().code == ErrorCode::stopped) return;
        const bool was_unanswered = gaps.is_unanswered();
        gaps.unanswered(clock_.now());
        if (!was_unanswered && gaps.is_unanswered()) observer_.oldest_unanswered(ids.error());
        return;
    }
    const auto empty_from = gaps.empty_from();
    if (ids->empty()) return gaps.answered(std::nullopt, clock_.now());
    const EventId oldest = std::ranges::min(*ids);
    gaps.answered(oldest, clock_.now());
    if (empty_from && oldest <= *empty_from) look_below(gaps, *empty_from, limit, std::move(stop));
}

Result<std::vector<EventId>> OldestQuestion::oldest_ids(const GapLedger& gaps, std::uint32_t limit,
                                                        std::uint32_t page_limit,
                                                        std::stop_token stop) {
    auto ids = ask(EventId{1}, limit, stop);
    if (!ids || ids->empty() || !gaps.would_prove(std::ranges::min(*ids))) return ids;
    auto page = ask(EventId{1}, page_limit, std::move(stop));
    // What the feed had a moment ago it may have forgotten since, and that is no gap of the jumps.
    if (page) page->push_back(std::ranges::min(*ids));
    return page;
}

// An exclusive feed shows its last event only when asked from below it; if that event is also its
// oldest, what is below may be gone.
void OldestQuestion::look_below(GapLedger& gaps, EventId cursor, std::uint32_t limit,
                                std::stop_token stop) {
    const EventId below{cursor.value - 1};
    const auto ids = ask(below, std::max(limit, kBelow), stop);
    if (!ids) return;
    // It has something where the poll saw its end.
    if (std::ranges::any_of(*ids, [&](EventId id) { return id > cursor; })) gaps.doubt();
    if (std::ranges::any_of(*ids, [&](EventId id) { return id >= below; })) return;
    // It may have forgotten its last event since it was asked for the oldest.
    const auto still = ask(EventId{1}, limit, stop);
    if (still && std::ranges::any_of(*still, [&](EventId id) { return id < cursor; }))
        observer_.feed_reset(cursor);
}

Result<std::vector<EventId>> OldestQuestion::ask(EventId from, std::uint32_t limit,
                                                 std::stop_token stop) {
    auto reply = feed_.fetch(from, limit, stop);
    while (reply && reply->kind == FeedReply::Kind::too_large && limit > 1) {
        limit /= 2;
        reply = feed_.fetch(from, limit, stop);
    }
    if (!reply) return std::unexpected(reply.error());
    if (reply->kind == FeedReply::Kind::too_large)
        return fail(ErrorCode::rejected, "one event of the feed is larger than a page may be");
    std::vector<EventId> ids;
    if (reply->kind == FeedReply::Kind::gone) return ids;
    const auto page = decoder_.decode(reply->body);
    if (!page) return std::unexpected(page.error());
    for (const PageEvent& event : page->events()) {
        if (event.event_id()) ids.push_back(*event.event_id());
    }
    return ids;
}

}  // namespace scan
