#include "admin/http/request_head.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "admin/http/request_target.h"

namespace scan {
namespace {

namespace http = boost::beast::http;

Method method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get: return Method::get;
        case http::verb::head: return Method::head;
        case http::verb::post: return Method::post;
        case http::verb::delete_: return Method::del;
        default: return Method::other;
    }
}

std::string lower(boost::beast::string_view text) {
    std::string low(text.data(), text.size());
    std::ranges::transform(low, low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return low;
}

}  // namespace

std::expected<AdminRequest, AdminReply> request_of(const http::request_header<>& head) {
    // Two of them could mean one thing to a proxy and another to this server (RFC 9112, 3.2).
    if (head.count(http::field::host) != 1)
        return std::unexpected(problem(400, "bad-request", "not exactly one Host", "Host"));
    AdminRequest request{.method = method_of(head.method()),
                         .target = std::string(head.target().data(), head.target().size())};
    auto target = parse_target(request.target);
    if (!target) return std::unexpected(problem(400, "bad-request", target.error(), "target"));
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    for (const auto& field : head) {
        request.headers.emplace_back(lower(field.name_string()),
                                     std::string(field.value().data(), field.value().size()));
    }
    return request;
}

AdminReply refusal_of(const boost::system::error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return problem(431, "header-too-large", "the header is too large", "header");
    if (error == http::error::body_limit)
        return problem(413, "body-too-large", "the body is larger than this path takes", "body");
    return problem(400, "bad-request", "not a request of HTTP/1.1: " + error.message(), "request");
}

}  // namespace scan
