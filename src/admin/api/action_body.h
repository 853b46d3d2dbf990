#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "admin/http/admin_reply.h"
#include "admin/http/admin_request.h"
#include "operations/acting/act.h"

namespace scan {

// Reads the JSON object that an action's request carries. What is wrong is kept, the first of it, and told by `act`, which is asked
// last: a field that nobody asked for is wrong too, because a "dry_run" with a slip of the pen would act.
class ActionBody final {
public:
    explicit ActionBody(const AdminRequest& request);

    // Absent: the object does not have the field, or has it as null.
    std::optional<std::string> text(std::string_view name);
    std::optional<std::int64_t> number(std::string_view name, std::int64_t least);
    std::optional<double> rate(std::string_view name);  // from 0
    std::vector<std::int64_t> ids(std::string_view name);
    bool flag(std::string_view name);  // absent: false

    void refuse(std::string_view detail, std::string_view culprit);

    // Who acts, why, and whether it is a dry run: "reason", which only a dry run may lack, and "dry_run". Or what is wrong.
    std::expected<Act, AdminReply> act();

private:
    struct Unusable {};  // an object, a list of other things than ids, a number beyond 63 bits
    using Value =
        std::variant<Unusable, bool, std::int64_t, double, std::string, std::vector<std::int64_t>>;

    void read(const std::string& text);
    template <class Wanted>
    std::optional<Wanted> take(std::string_view name, std::string_view what);

    std::string who_;
    std::map<std::string, Value, std::less<>> fields_;
    std::set<std::string, std::less<>> asked_;
    std::optional<AdminReply> refused_;
};

}  // namespace scan
