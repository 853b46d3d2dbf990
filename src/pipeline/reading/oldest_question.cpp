#include "pipeline/reading/oldest_question.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

// One server of a feed may be this far behind another.
constexpr Duration kAnotherServer = std::chrono::seconds(3);

}  // namespace

void OldestQuestion::ask_if_due(GapLedger& gaps, bool is_unordered, std::uint32_t page_limit,
                                std::stop_token stop) {
    const Instant now = clock_.now();
    // A later page may have ended every jump that was in doubt.
    if (!gaps.has_jumps()) doubted_at_.reset();
    begins_above_ = false;
    if (!gaps.has_question(now)) return;
    if (doubted_at_ && now - *doubted_at_ < kAnotherServer) return;
    // The feed may show its first event anywhere in its first page.
    const std::uint32_t limit = is_unordered || doubted_at_ ? page_limit : 1;
    const auto ids = ask(EventId{1}, limit, stop);
    if (!ids) {
        if (ids.error().code == ErrorCode::stopped) return;
        const bool was_unanswered = gaps.is_unanswered();
        gaps.unanswered(clock_.now());
        if (gaps.is_unanswered()) doubted_at_.reset();
        if (!was_unanswered && gaps.is_unanswered()) observer_.oldest_unanswered(ids.error());
        return;
    }
    const auto empty_from = gaps.empty_from();
    const bool was_doubted = std::exchange(doubted_at_, std::nullopt).has_value();
    if (ids->empty()) return gaps.answered(std::nullopt, clock_.now());
    const EventId oldest = std::ranges::min(*ids);
    if (!was_doubted && gaps.would_prove(oldest)) {
        doubted_at_ = now;
        return;
    }
    gaps.answered(oldest, clock_.now());
    begins_above_ = empty_from && oldest > *empty_from;
    if (empty_from && !begins_above_) look_below(gaps, *empty_from, limit, std::move(stop));
}

// An exclusive feed shows its last event only when asked from below it; if that event is also its
// oldest, what is below may be gone.
void OldestQuestion::look_below(GapLedger& gaps, EventId cursor, std::uint32_t limit,
                                std::stop_token stop) {
    const EventId below{cursor.value - 1};
    const auto ids = ask(below, std::max(limit, kBelowLimit), stop);
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
