#include "admin/api/api_answers.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace scan {
namespace {

AdminReply rejection(const Error& error, IfRejected rejected) {
    switch (rejected) {
        case IfRejected::unprocessable: return problem(422, "rejected", error.message);
        case IfRejected::not_found: return problem(404, "no-such-item", error.message, "id");
        case IfRejected::conflict: return problem(409, "conflict", error.message);
    }
    std::unreachable();
}

}  // namespace

std::expected<std::int64_t, AdminReply> whole_number(std::string_view text, std::int64_t least,
                                                     std::string_view culprit) {
    std::int64_t number = 0;
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc() && rest == text.data() + text.size() && number >= least) return number;
    return std::unexpected(problem(400, "bad-parameter",
                                   fmt::format("{} is no whole number from {} on", culprit, least),
                                   culprit));
}

std::expected<std::int64_t, AdminReply> id_of(const AdminRequest& request) {
    return whole_number(request.parameters.at("id"), 1, "id");
}

AdminReply answer_of(const Error& error, IfRejected rejected) {
    switch (error.code) {
        case ErrorCode::rejected: return rejection(error, rejected);
        case ErrorCode::denied: return problem(503, "needs-a-person", error.message);
        case ErrorCode::transient:
        case ErrorCode::throttled:
        case ErrorCode::stopped: break;
    }
    AdminReply reply = problem(503, "unreachable", error.message);
    reply.headers.emplace_back("Retry-After", "5");
    return reply;
}

}  // namespace scan
