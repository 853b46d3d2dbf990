#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/http/request_url.h"
#include "domain/ids.h"

namespace scan {

// The feed's URL from its two settings: one slash between the paths, the queries of both one after
// the other.
//   denied: the message names feed.url or feed.path.
Result<RequestUrl> join_feed_url(std::string_view url, std::string_view path);

// The URL of one page.
RequestUrl feed_page_url(RequestUrl feed, EventId from, std::uint32_t limit);

}  // namespace scan
