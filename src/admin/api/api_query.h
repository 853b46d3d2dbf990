#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "admin/http/admin_reply.h"
#include "admin/http/admin_request.h"
#include "base/clock.h"
#include "operations/acting/list_page.h"

namespace scan {

// Reads the parameters of a request's query. What is wrong is kept, the first of it, and told by `refused`, which is asked last: a
// parameter that nobody asked for is wrong too, because a filter with a slip of the pen would find everything.
class ApiQuery final {
public:
    explicit ApiQuery(const AdminRequest& request) : request_(request) {}

    std::string text(std::string_view name);  // empty: there is none
    bool flag(std::string_view name);         // "true", "false", or there is none, which is false
    std::optional<Duration> duration(std::string_view name);  // nullopt: none, or 0s
    std::uint32_t number(std::string_view name, std::uint32_t usual, std::uint32_t most);  // from 1
    PageRequest page();  // `limit` and `page_token`

    void refuse(std::string_view detail, std::string_view culprit);
    std::optional<AdminReply> refused();

private:
    const AdminRequest& request_;
    std::set<std::string, std::less<>> asked_;
    std::optional<AdminReply> refused_;
};

}  // namespace scan
