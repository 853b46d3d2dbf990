#pragma once

#include <span>
#include <string>
#include <string_view>

#include "feed_server/feed_dialect.h"
#include "feed_server/visible_feed.h"

namespace scan {

// The JSON text of a page with these events, in the dialect's envelope and key case. In Pascal case
// each event is byte for byte the source's.
std::string page_text(const VisibleFeed& feed, std::span<const PageEntry> entries,
                      const FeedDialect& dialect);

// Well-formed JSON text with the first letter of each object key in ASCII lower case.
std::string with_camel_case_keys(std::string_view json);

// `text` as a gzip member, for speed rather than size.
std::string gzip_text(std::string_view text);

}  // namespace scan
