#include "bench/bare_decode.h"

#include <simdjson.h>

namespace scan::bench {

std::size_t bare_decode(const std::string& page) {
    static simdjson::ondemand::parser page_parser;
    static simdjson::dom::parser event_parser;
    const simdjson::padded_string padded(page);
    simdjson::ondemand::document document = page_parser.iterate(padded);
    std::size_t events = 0;
    for (auto value : document["ScanEvents"]) {
        simdjson::ondemand::object object = value.get_object();
        const std::string_view text = object.raw_json();
        simdjson::dom::element event = event_parser.parse(text.data(), text.size(), false);
        events += event.is_object() ? 1 : 0;
    }
    return events;
}

}  // namespace scan::bench
