#include "adapters/http_feed/feed_url.h"

#include <fmt/format.h>

#include <algorithm>

namespace scan {
namespace {

std::string join(std::string_view first, std::string_view second, char separator) {
    while (first.ends_with(separator)) first.remove_suffix(1);
    while (second.starts_with(separator)) second.remove_prefix(1);
    if (first.empty() || second.empty()) return fmt::format("{}{}", first, second);
    return fmt::format("{}{}{}", first, separator, second);
}

}  // namespace

Result<RequestUrl> join_feed_url(std::string_view url, std::string_view path) {
    Result<RequestUrl> feed = RequestUrl::parse(url);
    if (!feed) return fail(ErrorCode::denied, "feed.url: " + feed.error().message);
    const std::size_t question = std::min(path.find('?'), path.size());
    const std::string_view own_path = path.substr(0, question);
    const std::string_view own_query = path.substr(question);
    if (!own_path.empty()) {
        const std::string joined = join(feed->path, own_path, '/');
        feed->path = fmt::format("{}{}", joined.starts_with('/') ? "" : "/", joined);
    }
    if (!own_query.empty()) feed->query = join(feed->query, own_query.substr(1), '&');
    // Once more as a whole: the path was not looked at yet.
    feed = RequestUrl::parse(feed->to_string());
    if (!feed) return fail(ErrorCode::denied, "feed.path: not the path of a URL");
    return feed;
}

RequestUrl feed_page_url(RequestUrl feed, EventId from, std::uint32_t limit) {
    feed.query = join(feed.query, fmt::format("FromEventId={}&Limit={}", from.value, limit), '&');
    return feed;
}

}  // namespace scan
