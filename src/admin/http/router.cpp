#include "admin/http/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "admin/http/request_target.h"
#include "base/require.h"

namespace scan {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kRest = "{*}";

bool is_name(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> segments_of(std::string_view pattern) {
    auto parsed = parse_target(pattern);
    require(parsed.has_value(), "a route's pattern is a path");
    return std::move(parsed->path);
}

std::optional<Parameters> match(const std::string& pattern, std::span<const std::string> path) {
    Parameters found;
    const auto segments = segments_of(pattern);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i] == kRest) {
            found["*"] = fmt::format("{}", fmt::join(path.subspan(i), "/"));
            return found;
        }
        if (i >= path.size()) return std::nullopt;
        if (is_name(segments[i])) {
            if (path[i].empty()) return std::nullopt;
            found[segments[i].substr(1, segments[i].size() - 2)] = path[i];
        } else if (segments[i] != path[i]) {
            return std::nullopt;
        }
    }
    if (segments.size() != path.size()) return std::nullopt;
    return found;
}

}  // namespace

std::string_view method_name(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::del: return "DELETE";
        case Method::other: return "OTHER";
    }
    std::unreachable();
}

Router::Router(const std::string& base_path) {
    if (!base_path.empty() && base_path != "/") base_ = segments_of(base_path);
    if (!base_.empty() && base_.back().empty()) base_.pop_back();
}

void Router::add(Route route) {
    require((route.answerer == Answerer::stream) == !route.handler,
            "a route has a handler unless it is a stream");
    require(std::ranges::none_of(routes_,
                                 [&](const Route& other) {
                                     return other.method == route.method &&
                                            other.pattern == route.pattern;
                                 }),
            "no two routes of one method and pattern");
    routes_.push_back(std::move(route));
}

std::variant<const Route*, AdminReply> Router::find(AdminRequest& request) const {
    const std::span<const std::string> whole(request.path);
    if (whole.size() < base_.size() || !std::ranges::equal(whole.first(base_.size()), base_))
        return problem(404, "not-found", "there is no such path", "path");
    const Method method = request.method == Method::head ? Method::get : request.method;
    std::vector<std::string_view> allowed;
    for (const Route& route : routes_) {
        auto parameters = match(route.pattern, whole.subspan(base_.size()));
        if (!parameters) continue;
        if (route.method == method) {
            request.parameters = std::move(*parameters);
            return &route;
        }
        if (route.pattern.find(kRest) == std::string::npos)
            allowed.push_back(method_name(route.method));
    }
    if (allowed.empty()) return problem(404, "not-found", "there is no such path", "path");
    AdminReply refused =
        problem(405, "method-not-allowed",
                fmt::format("this path takes {}", fmt::join(allowed, ", ")), "method");
    refused.headers.emplace_back("Allow", fmt::format("{}", fmt::join(allowed, ", ")));
    return refused;
}

}  // namespace scan
