#pragma once

#include <span>
#include <string>

namespace scan {

// A JSON array of the ids: one parameter for any number of them.
template <class Ids, class Value>
std::string id_list(const Ids& ids, Value value) {
    std::string json = "[";
    for (const auto& id : ids) {
        if (json.size() > 1) json += ',';
        json += std::to_string(value(id));
    }
    json += ']';
    return json;
}

}  // namespace scan
