#pragma once

#include <boost/beast/http/message.hpp>
#include <expected>

#include "admin/http/admin_reply.h"
#include "admin/http/admin_request.h"

namespace scan {

// A head as Beast parsed it, as a request; or the answer that refuses it: not exactly one Host, a target that is no path.
std::expected<AdminRequest, AdminReply> request_of(
    const boost::beast::http::request_header<>& head);

// The answer to what Beast refused.
AdminReply refusal_of(const boost::system::error_code& error);

}  // namespace scan
