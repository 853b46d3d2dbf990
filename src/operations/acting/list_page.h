#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace scan {

// Which part of a list is asked for: lists are read newest first, in pages.
struct PageRequest {
    static constexpr std::uint32_t kLimitUsual = 50;
    static constexpr std::uint32_t kLimitMax = 1000;

    std::uint32_t limit = kLimitUsual;
    std::int64_t below_id = std::numeric_limits<std::int64_t>::max();
};

// `token` is what the page before gave; empty: the first page. rejected: this program gave no such
// token.
Result<PageRequest> page_request(std::uint32_t limit, std::string_view token);

// The token that asks for what follows the row with this id.
std::string page_token(std::int64_t last_id);

// Cuts `rows`, of which one more than the limit was asked for, to a page. nullopt: it is the last.
template <class Rows>
std::optional<std::string> cut_to_page(Rows& rows, const PageRequest& page) {
    if (rows.size() <= page.limit) return std::nullopt;
    rows.resize(page.limit);
    return page_token(rows.back().id);
}

// As JSON: null on the last page.
std::string token_json(const std::optional<std::string>& token);

}  // namespace scan
