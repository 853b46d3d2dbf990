#pragma once

#include <variant>

#include "admin/http/router.h"

namespace scan {

// What a listener serves, and to whom. Asked on the server's I/O thread: must not block.
class Site {
public:
    virtual ~Site() = default;

    // Of a request whose head alone was read: the route that answers it, with `parameters` and `who` filled in, or a refusal.
    virtual std::variant<const Route*, AdminReply> admit(AdminRequest& head) = 0;
};

}  // namespace scan
