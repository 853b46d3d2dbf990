#include "base/utc_time.h"

#include "fuzz/target.h"

namespace scan {
namespace {

void check_text_of(UtcTime time) {
    const std::string text = time.to_string();
    promise(text.size() == 28, "a time's text has 28 characters");
    const auto again = UtcTime::parse(text);
    promise(again && *again == time, "a time is read back from its own text");
    promise(UtcTime::from_ticks(time.ticks()) == time, "a time is its ticks");
    const auto next = UtcTime::from_ticks(time.ticks() + 1);
    promise(!next || (text < next->to_string() && time.unix_ms() <= next->unix_ms()),
            "text order is time order");
}

}  // namespace

void fuzz(std::string_view input) {
    if (const auto time = UtcTime::parse(input)) {
        check_text_of(*time);
    } else {
        promise(!time.error().empty(), "an error says what is wrong");
    }
    const std::int64_t number = number_of(input);
    if (const auto time = UtcTime::from_ticks(number)) check_text_of(*time);
    promise(UtcTime::from_unix(std::chrono::nanoseconds(number)).to_string().size() == 28,
            "every 64-bit number of nanoseconds is a time");
}

}  // namespace scan
