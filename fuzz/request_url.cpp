#include "adapters/http/request_url.h"

#include "adapters/http_feed/feed_url.h"
#include "config/http_url.h"
#include "fuzz/target.h"

namespace scan {
namespace {

void check_setting(std::string_view text, HttpUrl::Query query) {
    const auto url = parse_http_url(text, query);
    if (!url) return;
    const auto again = parse_http_url(http_url_text(*url), query);
    promise(again && *again == *url, "a setting's URL is read back from its own text");
    (void)is_loopback(*url);
}

}  // namespace

// The first line is a URL, the rest a path of the feed.
void fuzz(std::string_view input) {
    check_setting(input, HttpUrl::Query::refused);
    check_setting(input, HttpUrl::Query::allowed);
    const std::string_view text = take_line(input);
    const auto url = RequestUrl::parse(text);
    if (!url) {
        promise(url.error().code == ErrorCode::denied, "what is no URL is denied");
        return;
    }
    promise(!url->host.empty() && url->port != 0 && url->path.starts_with('/'),
            "a URL has host, port and path");
    const auto again = RequestUrl::parse(url->to_string());
    promise(again && *again == *url, "a request's URL is read back from its own text");
    promise(url->to_string().find_first_of("\r\n") == std::string::npos, "a URL is one line");
    (void)url->is_loopback();
    if (const auto feed = join_feed_url(text, input)) {
        const RequestUrl page = feed_page_url(*feed, EventId{7}, 100);
        promise(page.origin() == url->origin(), "a path leads to the same server");
        promise(page.query.ends_with("FromEventId=7&Limit=100"), "a page is asked for by its id");
    }
}

}  // namespace scan
