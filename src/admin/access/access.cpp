#include "admin/access/access.h"

#include <algorithm>

namespace scan {
namespace {

constexpr std::string_view kBearer = "bearer ";

bool has_prefix(std::string_view text, std::string_view low) {
    return text.size() >= low.size() &&
           std::ranges::equal(text.substr(0, low.size()), low, [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
}

std::string_view token_of(const AdminRequest& head) {
    const std::string* const said = head.header("authorization");
    if (said == nullptr || !has_prefix(*said, kBearer)) return {};
    std::string_view token = std::string_view(*said).substr(kBearer.size());
    const std::size_t begin = token.find_first_not_of(' ');
    return begin == token.npos ? std::string_view() : token.substr(begin);
}

AdminReply unauthorized() {
    AdminReply reply = problem(401, "unauthorized", "this needs a token: Authorization: Bearer …",
                               "Authorization");
    reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"scan-event-worker\"");
    return reply;
}

}  // namespace

std::optional<AdminReply> Access::refuse_host(const AdminRequest& head) const {
    const std::string* const host = head.header("host");
    if (host != nullptr && names_.has(*host)) return std::nullopt;
    return problem(421, "wrong-host",
                   "this listener is not known by that name; admin.hosts adds names", "Host");
}

std::optional<AdminReply> Access::refuse(AdminRequest& head, Permission needed) const {
    if (needed == Permission::act) {
        if (auto refused = refuse_origin(head)) return refused;
    }
    if (auto refused = refuse_token(head, needed)) return refused;
    if (needed != Permission::act || head.method == Method::del) return std::nullopt;
    const std::string* const type = head.header("content-type");
    if (type != nullptr && has_prefix(*type, "application/json") &&
        (type->size() == 16 || (*type)[16] == ';' || (*type)[16] == ' '))
        return std::nullopt;
    return problem(415, "unsupported-media-type", "an action's body is application/json",
                   "Content-Type");
}

std::optional<AdminReply> Access::refuse_token(AdminRequest& head, Permission needed) const {
    if (needed == Permission::none) return std::nullopt;
    if (needed == Permission::health && is_loopback_) return std::nullopt;
    if (tokens_.is_empty()) {
        if (needed != Permission::act) return std::nullopt;
        return problem(403, "read-only",
                       "without a token nothing may be changed; set admin.token or "
                       "admin.tokens_file",
                       "Authorization");
    }
    auto grant = grant_of(head);
    if (!grant) return unauthorized();
    if (needed == Permission::act && grant->right != TokenRight::act)
        return problem(403, "forbidden", "this token may only read", "Authorization");
    head.who = std::move(grant->name);
    return std::nullopt;
}

std::optional<TokenGrant> Access::grant_of(const AdminRequest& head) const {
    return tokens_.find(token_of(head));
}

std::optional<AdminReply> Access::refuse_origin(const AdminRequest& head) const {
    const std::string* const site = head.header("sec-fetch-site");
    if (site != nullptr && *site != "same-origin" && *site != "none")
        return problem(403, "wrong-origin", "another page may not ask this", "Sec-Fetch-Site");
    const std::string* const origin = head.header("origin");
    if (origin == nullptr) return std::nullopt;
    const std::size_t scheme = origin->find("://");
    const bool is_ours =
        scheme != std::string::npos && names_.has(std::string_view(*origin).substr(scheme + 3));
    if (is_ours) return std::nullopt;
    return problem(403, "wrong-origin", "another page may not ask this", "Origin");
}

}  // namespace scan
