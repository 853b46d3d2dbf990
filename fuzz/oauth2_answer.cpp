#include "adapters/http_feed/oauth2_answer.h"

#include <algorithm>

#include "base/utf8.h"
#include "fuzz/target.h"

namespace scan {

void fuzz(std::string_view input) {
    if (const auto grant = parse_oauth2_grant(input)) {
        promise(
            std::ranges::all_of(grant->access_token, [](char c) { return c > ' ' && c < 0x7f; }),
            "a header can carry the token");
        promise(
            grant->lifetime >= std::chrono::seconds(1) && grant->lifetime <= std::chrono::hours(24),
            "a lifetime has its bounds");
    } else {
        promise(grant.error().code == ErrorCode::rejected, "what is no grant is rejected");
    }
    const std::string refusal = oauth2_refusal(input);
    promise(is_utf8(refusal) && refusal.find('\n') == refusal.npos && refusal.size() < 100,
            "a refusal is one short line");
}

}  // namespace scan
