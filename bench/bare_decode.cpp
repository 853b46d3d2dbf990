#include "bench/bare_decode.h"

#include <simdjson.h>

namespace scan::bench {

std::size_t bare_decode(const std::string& page) {
    static simdjson::ondemand::parser page_parser;
    static simdjson::dom::parser event_parser;
    const simdjson::padded_string padded(page);
    simdjson::ondemand::document document = page_parser.iterate(padded);
    std::size_t read = 0;
    for (auto value : document["ScanEvents"]) {
        simdjson::ondemand::object object = value.get_object();
        const std::string_view text = object.raw_json();
        const simdjson::dom::element event =
            event_parser.parse(text.data(), text.size(), false).value();
        read += static_cast<std::size_t>(event["EventId"].get_int64().value());
        read += static_cast<std::size_t>(event["ParcelId"].get_int64().value());
        read += event["Type"].get_string().value().size();
        read += event["CreatedDateTimeUtc"].get_string().value().size();
        read += event["StatusCode"].get_string().value().size();
        read += event["User"]["RunId"].get_string().value().size();
    }
    return read;
}

}  // namespace scan::bench
