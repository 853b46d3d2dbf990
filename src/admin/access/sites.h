#pragma once

#include "admin/access/access.h"
#include "admin/http/site.h"

namespace scan {

// What `admin.listen` serves: to whom Access lets.
class AdminSite final : public Site {
public:
    AdminSite(const Router& router, const Access& access) : router_(router), access_(access) {}

    std::variant<const Route*, AdminReply> admit(AdminRequest& head) override {
        if (auto refused = access_.refuse_host(head)) return std::move(*refused);
        auto found = router_.find(head);
        const auto* const route = std::get_if<const Route*>(&found);
        if (route == nullptr) return found;
        if (auto refused = access_.refuse(head, (*route)->permission)) return std::move(*refused);
        return found;
    }

private:
    const Router& router_;
    const Access& access_;
};

// What `metrics.listen` serves, to everybody and under any name.
class MetricsSite final : public Site {
public:
    explicit MetricsSite(const Router& router) : router_(router) {}

    std::variant<const Route*, AdminReply> admit(AdminRequest& head) override {
        return router_.find(head);
    }

private:
    const Router& router_;
};

}  // namespace scan
