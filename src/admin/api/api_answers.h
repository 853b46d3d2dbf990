#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "admin/http/admin_reply.h"
#include "admin/http/admin_request.h"
#include "base/error.h"

namespace scan {

// A whole number of at least `least`, as a path or a query has it; or the answer that names the culprit.
std::expected<std::int64_t, AdminReply> whole_number(std::string_view text, std::int64_t least,
                                                     std::string_view culprit);

// The same of the path's {id}, from 1 on.
std::expected<std::int64_t, AdminReply> id_of(const AdminRequest& request);

// What it means that an operation was rejected.
enum class IfRejected {
    unprocessable,  // 422: what was given is at fault
    not_found,      // 404: there is no such thing
    conflict,       // 409: things are not as the request has them
};

// The answer for what store or queue could not do: 503 if the same may work later or once a person acted, else what a rejection means.
AdminReply answer_of(const Error& error, IfRejected rejected = IfRejected::unprocessable);

// The document of what an operation found or did, as the command of the same name prints it with --json.
template <class Found>
AdminReply told(const Result<Found>& found, IfRejected rejected = IfRejected::unprocessable) {
    return found ? AdminReply::json(json_text(*found)) : answer_of(found.error(), rejected);
}

}  // namespace scan
