#include "admin/http/admin_reply.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "base/json_object.h"

namespace scan {
namespace {

struct StatusName {
    int status;
    std::string_view name;
};

constexpr std::array kStatusNames{
    StatusName{200, "OK"},
    StatusName{202, "Accepted"},
    StatusName{204, "No Content"},
    StatusName{304, "Not Modified"},
    StatusName{307, "Temporary Redirect"},
    StatusName{400, "Bad Request"},
    StatusName{401, "Unauthorized"},
    StatusName{403, "Forbidden"},
    StatusName{404, "Not Found"},
    StatusName{405, "Method Not Allowed"},
    StatusName{408, "Request Timeout"},
    StatusName{409, "Conflict"},
    StatusName{413, "Content Too Large"},
    StatusName{415, "Unsupported Media Type"},
    StatusName{421, "Misdirected Request"},
    StatusName{422, "Unprocessable Content"},
    StatusName{431, "Request Header Fields Too Large"},
    StatusName{500, "Internal Server Error"},
    StatusName{501, "Not Implemented"},
    StatusName{503, "Service Unavailable"},
    StatusName{504, "Gateway Timeout"},
};

// Nothing is loaded from elsewhere, nobody frames the page, and no type is guessed.
constexpr std::string_view kGuards =
    "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n";

bool has_header(const AdminReply& reply, std::string_view wanted) {
    for (const auto& [name, value] : reply.headers) {
        if (name == wanted) return true;
    }
    return false;
}

}  // namespace

std::string_view status_name(int status) {
    for (const StatusName& each : kStatusNames) {
        if (each.status == status) return each.name;
    }
    return "Unknown";
}

AdminReply problem(int status, std::string_view kind, std::string_view detail,
                   std::string_view culprit) {
    JsonObject object;
    object.add("type", fmt::format("urn:scan-event-worker:problem:{}", kind))
        .add("title", status_name(status))
        .add("status", status)
        .add("detail", detail);
    if (!culprit.empty()) object.add("culprit", culprit);
    return {
        .status = status, .content_type = "application/problem+json", .body = object.text() + "\n"};
}

std::string reply_text(const AdminReply& reply, BodyPart body, AfterReply after) {
    std::string text = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, status_name(reply.status));
    const auto out = std::back_inserter(text);
    if (!reply.content_type.empty())
        fmt::format_to(out, "Content-Type: {}\r\n", reply.content_type);
    // These two have no body and say nothing of its length.
    if (reply.status != 204 && reply.status != 304)
        fmt::format_to(out, "Content-Length: {}\r\n", reply.body.size());
    if (!has_header(reply, "Cache-Control")) text += "Cache-Control: no-store\r\n";
    for (const auto& [name, value] : reply.headers) fmt::format_to(out, "{}: {}\r\n", name, value);
    text += kGuards;
    if (after == AfterReply::closes) text += "Connection: close\r\n";
    text += "\r\n";
    if (body == BodyPart::sent) text += reply.body;
    return text;
}

}  // namespace scan
