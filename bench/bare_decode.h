#pragma once

#include <string>

namespace scan::bench {

// Cuts a page into its events with simdjson's on-demand parser and parses each with its DOM parser, reading nothing: the measure for the
// codec. `page` gets the parser's padding. Returns the number of events.
std::size_t bare_decode(const std::string& page);

}  // namespace scan::bench
