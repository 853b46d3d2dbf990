#include "bench/billed_requests.h"

#include <simdjson.h>

namespace scan::bench {

std::int64_t billed_requests(const std::string& counted) {
    std::int64_t billed = 0;
    simdjson::dom::parser parser;
    for (const auto operation : simdjson::dom::object(parser.parse(counted))) {
        if (operation.key.find("Message") != std::string_view::npos)
            billed += std::int64_t(operation.value["billed"]);
    }
    return billed;
}

}  // namespace scan::bench
