#include "sim/asked_feed.h"

namespace scan::sim {

Result<FeedReply> AskedFeed::fetch(EventId from, std::uint32_t limit, std::stop_token stop) {
    const std::size_t known = around_.events.shown_count(process_);
    auto reply = feed_.fetch(from, limit, stop);
    if (!reply && reply.error().code == ErrorCode::stopped) return reply;
    const bool is_whole = reply && (reply->kind != FeedReply::Kind::page ||
                                    std::string_view(reply->body).ends_with("]}"));
    around_.requests.asked(process_, from,
                           {.failed = !is_whole,
                            .has_news = around_.events.shown_count(process_) > known,
                            .served = around_.carrier.served()},
                           around_.truth.now());
    return reply;
}

}  // namespace scan::sim
