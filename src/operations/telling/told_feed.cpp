#include "operations/telling/told_feed.h"

namespace scan {
namespace {

// Fewer events are not asked for when a page is too large.
constexpr std::uint32_t kLeastLimit = 2;

}  // namespace

Result<FeedReply> ToldFeed::fetch(EventId from, std::uint32_t limit, std::stop_token stop) {
    board_.call_begins(line_);
    auto reply = feed_.fetch(from, limit, std::move(stop));
    if (reply) {
        board_.call_worked(line_);
        if (reply->kind == FeedReply::Kind::too_large && limit == kLeastLimit)
            board_.raise(ConditionId::feed_page_too_large,
                         "a page of two events is larger than feed.page_bytes_max");
    } else if (const auto trouble = trouble_of_feed(reply.error(), status_())) {
        board_.call_failed(line_, *trouble, reply.error());
    } else {
        board_.call_stopped(line_);
    }
    return reply;
}

}  // namespace scan
