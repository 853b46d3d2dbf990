#pragma once

#include <optional>

#include "admin/access/host_names.h"
#include "admin/access/token_book.h"
#include "admin/http/router.h"

namespace scan {

// Who may ask what of one listener. Any thread.
//
// If there is no token, everybody who reaches the listener may read and nobody may act; such a listener is open to this machine alone. With
// a token everything needs one, but what is no secret: the page's files, and on the loopback whether the worker lives. Browsers are kept
// from lending their user's access to other pages: Host, Origin and Sec-Fetch-Site must be ours, and an action's body is JSON, which no
// page elsewhere can send without asking first.
class Access final {
public:
    Access(const ListenAddress& address, const std::vector<std::string>& hosts,
           const TokenBook& tokens)
        : is_loopback_(address.is_loopback()), names_(address, hosts), tokens_(tokens) {}

    // The answer to who asks under a name that is not the listener's; nullopt: it is.
    std::optional<AdminReply> refuse_host(const AdminRequest& head) const;
    // The answer to who may not; nullopt: may, and `head.who` is filled in.
    std::optional<AdminReply> refuse(AdminRequest& head, Permission needed) const;
    // Whose token the request shows; nullopt: none that is known.
    std::optional<TokenGrant> grant_of(const AdminRequest& head) const;

private:
    std::optional<AdminReply> refuse_token(AdminRequest& head, Permission needed) const;
    std::optional<AdminReply> refuse_origin(const AdminRequest& head) const;

    bool is_loopback_;
    HostNames names_;
    const TokenBook& tokens_;
};

}  // namespace scan
