#include "admin/http/admin_request.h"

namespace scan {

const std::string* AdminRequest::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return &value;
    }
    return nullptr;
}

const std::string* AdminRequest::parameter(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return &value;
    }
    return nullptr;
}

}  // namespace scan
