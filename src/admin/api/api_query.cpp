#include "admin/api/api_query.h"

#include <fmt/format.h>

#include "admin/api/api_answers.h"
#include "base/duration_text.h"

namespace scan {

std::string ApiQuery::text(std::string_view name) {
    asked_.emplace(name);
    const std::string* const value = request_.parameter(name);
    return value == nullptr ? "" : *value;
}

bool ApiQuery::flag(std::string_view name) {
    const std::string value = text(name);
    if (!value.empty() && value != "true" && value != "false")
        refuse(fmt::format("{} is true or false", name), name);
    return value == "true";
}

std::optional<Duration> ApiQuery::duration(std::string_view name) {
    const std::string value = text(name);
    if (value.empty()) return std::nullopt;
    const auto read = parse_duration(value);
    if (!read) refuse(fmt::format("{} is no duration like 30m, 12h or 3d", name), name);
    return read && *read > Duration::zero() ? read : std::nullopt;
}

std::uint32_t ApiQuery::number(std::string_view name, std::uint32_t usual, std::uint32_t most) {
    const std::string value = text(name);
    if (value.empty()) return usual;
    const auto read = whole_number(value, 1, name);
    if (read && *read <= most) return static_cast<std::uint32_t>(*read);
    refuse(fmt::format("{} is no whole number from 1 to {}", name, most), name);
    return usual;
}

PageRequest ApiQuery::page() {
    const std::uint32_t limit = number("limit", PageRequest::kLimitUsual, PageRequest::kLimitMax);
    const auto page = page_request(limit, text("page_token"));
    if (!page) refuse(page.error().message, "page_token");
    return page.value_or(PageRequest{});
}

void ApiQuery::refuse(std::string_view detail, std::string_view culprit) {
    if (!refused_) refused_ = problem(400, "bad-parameter", detail, culprit);
}

std::optional<AdminReply> ApiQuery::refused() {
    for (const auto& [name, value] : request_.query) {
        if (!asked_.contains(name)) refuse("there is no such parameter here", name);
    }
    return refused_;
}

}  // namespace scan
