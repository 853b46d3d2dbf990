#include "adapters/http/retry_after.h"

#include <algorithm>

#include "fuzz/target.h"

namespace scan {

// The last eight bytes are the moment of now, the others the header's value.
void fuzz(std::string_view input) {
    const std::size_t text = input.size() - std::min<std::size_t>(input.size(), 8);
    const auto ticks = number_of(input.substr(text));
    const UtcTime now = UtcTime::from_ticks(ticks).value_or(UtcTime::from_unix({}));
    for (const std::string_view value : {input, input.substr(0, text)}) {
        for (const Duration max :
             {Duration::zero(), Duration(std::chrono::hours(24)), Duration::max()}) {
            const auto wait = parse_retry_after(value, now, max);
            promise(!wait || (*wait >= Duration::zero() && *wait <= max), "a pause has its bounds");
        }
    }
}

}  // namespace scan
