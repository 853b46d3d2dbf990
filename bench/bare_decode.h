#pragma once

#include <string>

namespace scan::bench {

// Cuts a page into its events with simdjson's on-demand parser, parses each with its DOM parser and
// reads its six fields, checking nothing: the measure for the codec. Returns a number that depends
// on all that was read.
std::size_t bare_decode(const std::string& page);

}  // namespace scan::bench
