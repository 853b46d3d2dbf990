#pragma once

#include <cstdint>
#include <string>

namespace scan::bench {

// How many requests Amazon would bill, by what the emulator counted: those that move messages.
// What is asked beside, such as how many wait, is a matter of time and not of events.
std::int64_t billed_requests(const std::string& counted);

}  // namespace scan::bench
