#include "adapters/memory/memory_feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json_text.h"

namespace scan {

void MemoryFeed::add(EventId position, std::string text) {
    events_.emplace(position, std::move(text));
}

void MemoryFeed::add(const ScanEvent& event) {
    add(event.event_id, feed_text(event));
}

void MemoryFeed::forget_up_to(EventId last) {
    events_.erase(events_.begin(), events_.upper_bound(last));
    forgotten_up_to_ = std::max(forgotten_up_to_, last);
}

void MemoryFeed::answer_next_with_page(std::string body) {
    answer_next_with(FeedReply{.kind = FeedReply::Kind::page, .body = std::move(body)});
}

Result<FeedReply> MemoryFeed::fetch(EventId from, std::uint32_t limit, std::stop_token stop) {
    if (stop.stop_requested()) return fail(ErrorCode::stopped, "stopped");
    requests_.push_back({from, limit});
    if (!answers_.empty()) {
        auto answer = std::move(answers_.front());
        answers_.pop_front();
        return answer;
    }
    if (interceptor_) {
        if (auto answer = interceptor_({from, limit})) return std::move(*answer);
    }
    if (gone_ && from > EventId{1} && from <= forgotten_up_to_)
        return FeedReply{.kind = FeedReply::Kind::gone, .body = {}};
    return FeedReply{.kind = FeedReply::Kind::page, .body = page(from, limit)};
}

std::string MemoryFeed::page(EventId from, std::uint32_t limit) const {
    auto event = bound_ == Bound::inclusive ? events_.lower_bound(from) : events_.upper_bound(from);
    std::string body = R"({"ScanEvents":[)";
    const std::uint32_t count_max = std::min(limit, page_cap_.value_or(limit));
    for (std::uint32_t count = 0; count < count_max && event != events_.end(); ++count, ++event) {
        if (count > 0) body += ',';
        body += event->second;
    }
    body += "]}";
    return body;
}

std::string feed_text(const ScanEvent& event) {
    return fmt::format(
        R"({{"EventId":{0},"ParcelId":{1},"Type":{2},"CreatedDateTimeUtc":"{3}","StatusCode":{4},)"
        R"("Device":{{"DeviceTransactionId":{0},"DeviceId":103}},)"
        R"("User":{{"UserId":"NC1001","CarrierId":"NC","RunId":{5}}}}})",
        event.event_id.value, event.parcel_id.value, json_quote(event.type),
        event.created_at.to_string(), json_quote(event.status_code), json_quote(event.run_id));
}

}  // namespace scan
