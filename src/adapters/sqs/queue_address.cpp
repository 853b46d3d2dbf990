#include "adapters/sqs/queue_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/aws/aws_region.h"

namespace scan {
namespace {

constexpr std::size_t kNameMax = 80;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

}  // namespace

Result<QueueAddress> QueueAddress::parse(std::string_view text) {
    auto url = RequestUrl::parse(text);
    if (!url) return std::unexpected(url.error());
    if (!url->query.empty()) return fail(ErrorCode::denied, "a queue's URL has no query (?)");
    const std::string_view path = std::string_view(url->path).substr(1);
    const std::size_t slash = path.find('/');
    const std::string_view account = path.substr(0, slash);
    const std::string_view name = slash == path.npos ? std::string_view() : path.substr(slash + 1);
    if (name.ends_with(".fifo")) {
        // A FIFO queue delivers nothing behind a message that is held, and nothing twice: neither
        // is what the worker is built on.
        return fail(ErrorCode::denied, "a FIFO queue: the worker needs a standard queue");
    }
    if (!is_name(account) || !is_name(name))
        return fail(ErrorCode::denied, "after the host must follow /<account>/<name>");
    QueueAddress address{
        .endpoint = {}, .account = std::string(account), .name = std::string(name)};
    address.endpoint = std::move(*url);
    address.endpoint.path = "/";
    return address;
}

Result<QueueAddress> QueueAddress::sibling(std::string_view arn) const {
    auto parts = parse_arn(arn, "sqs");
    if (!parts) return std::unexpected(parts.error());
    return QueueAddress{endpoint, std::move(parts->account), std::move(parts->name)};
}

std::string QueueAddress::to_string() const {
    RequestUrl url = endpoint;
    url.path = fmt::format("/{}/{}", account, name);
    return url.to_string();
}

Result<ArnParts> parse_arn(std::string_view text, std::string_view service) {
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t colon = i + 1 < parts.size() ? text.find(':') : text.npos;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(colon == text.npos ? text.size() : colon + 1);
    }
    if (parts[0] != "arn" || parts[2] != service || !is_region(parts[3]) || !is_name(parts[4]) ||
        !is_name(parts[5])) {
        return fail(ErrorCode::rejected,
                    fmt::format("not an ARN like arn:aws:{}:<region>:<account>:<name>", service));
    }
    return ArnParts{std::string(parts[3]), std::string(parts[4]), std::string(parts[5])};
}

}  // namespace scan
