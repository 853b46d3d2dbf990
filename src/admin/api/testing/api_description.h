#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace scan {

// The API as its openapi.json describes it; tests hold every answer against it.
class ApiDescription final {
public:
    struct Answer {
        std::string_view method = "GET";
        std::string_view target;  // path and query: "/api/v1/parcels/7?history=true"
        int status = 0;
        std::string_view content_type;
        std::string_view body;
    };

    explicit ApiDescription(std::string_view openapi);

    // How the answer differs from what is described, a line for each fault; empty: not at all. What is asked for by a path or a method that
    // is not described must be refused with a problem.
    std::string faults(const Answer& answer) const;

private:
    // The description of what answers; false: there is none.
    bool find_operation(const Answer& answer, simdjson::dom::element& operation) const;
    simdjson::dom::element resolved(simdjson::dom::element described) const;
    std::string body_faults(const Answer& answer, simdjson::dom::element response) const;

    simdjson::dom::parser parser_;
    simdjson::dom::element document_;
};

}  // namespace scan
