#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scan {

enum class Method { get, head, post, del, other };

// A request that a person or a machine sent, as far as it was read. Names of headers are in lower case.
struct AdminRequest {
    Method method = Method::get;
    std::string target;                  // as it came: "/api/v1/parcels?limit=5"
    std::vector<std::string> path = {};  // its segments, decoded
    std::vector<std::pair<std::string, std::string>> query =
        {};  // decoded, in the order of the target
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    // What the template's names stand for: {id} of "/parcels/{id}".
    std::map<std::string, std::string, std::less<>> parameters = {};
    // Who asks, once that was found out: a token's name; empty where no token is needed.
    std::string who = {};
    // The thread that answers it, for answers that keep a session for each: 0 or 1.
    std::size_t worker = 0;

    // The first value of this name; nullptr: there is none.
    const std::string* header(std::string_view name) const;
    const std::string* parameter(std::string_view name) const;  // of the query
};

}  // namespace scan
