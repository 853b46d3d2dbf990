#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

// What is answered. The server adds what all answers have: length, date, and the headers that keep a browser from mischief.
struct AdminReply {
    int status = 200;
    std::string content_type = {};  // empty: there is no body
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};

    static AdminReply json(std::string text) {
        return {.status = 200, .content_type = "application/json", .body = std::move(text)};
    }
    static AdminReply text(int status, std::string text) {
        return {
            .status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
    }
};

// An answer of RFC 9457. `kind` is the last part of its type, in words with hyphens; `culprit` names the parameter, header or body's
// field that is wrong, and is left out if it is empty. `detail` is for people, one line, no secrets.
AdminReply problem(int status, std::string_view kind, std::string_view detail,
                   std::string_view culprit = {});

// The text of a reply as it is sent. `without_body`: of a HEAD.
enum class BodyPart { sent, left_out };
enum class AfterReply { keeps, closes };
std::string reply_text(const AdminReply& reply, BodyPart body, AfterReply after);

// The name of a status: "Not Found".
std::string_view status_name(int status);

}  // namespace scan
