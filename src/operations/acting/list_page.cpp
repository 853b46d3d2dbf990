#include "operations/acting/list_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json_text.h"

namespace scan {

Result<PageRequest> page_request(std::uint32_t limit, std::string_view token) {
    PageRequest page{.limit = std::clamp(limit, 1U, PageRequest::kLimitMax)};
    if (token.empty()) return page;
    const auto [rest, fault] =
        std::from_chars(token.data(), token.data() + token.size(), page.below_id);
    if (fault != std::errc() || rest != token.data() + token.size() || page.below_id < 0)
        return fail(ErrorCode::rejected, "the page token is none that a list gave");
    return page;
}

std::string page_token(std::int64_t last_id) {
    return fmt::format("{}", last_id);
}

std::string token_json(const std::optional<std::string>& token) {
    return token ? json_quote(*token) : "null";
}

}  // namespace scan
