#include "tests/e2e/naive_oracle.h"

#include <simdjson.h>

namespace scan {
namespace {

simdjson::dom::element field(simdjson::dom::element object, std::string_view name) {
    std::string camel(name);
    camel[0] = static_cast<char>(camel[0] - 'A' + 'a');
    simdjson::dom::element value;
    if (object[name].get(value) == simdjson::SUCCESS) return value;
    return object[camel].value();
}

std::string text(simdjson::dom::element object, std::string_view name) {
    return std::string(field(object, name).get_string().value());
}

}  // namespace

std::vector<std::string> split_page(const std::string& page) {
    std::vector<std::string> elements;
    std::string element;
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = page.find('[') + 1; i < page.size(); ++i) {
        const char c = page[i];
        const bool is_quote = c == '"' && page[i - 1] != '\\';
        if (is_quote) in_string = !in_string;
        if (!in_string && !is_quote && depth == 0 && (c == ',' || c == ']')) {
            if (!element.empty()) elements.push_back(element);
            element.clear();
            if (c == ']') break;
            continue;
        }
        if (!in_string && (c == '{' || c == '[')) ++depth;
        if (!in_string && (c == '}' || c == ']')) --depth;
        element += c;
    }
    return elements;
}

ParcelTable apply_in_order(std::span<const std::string> events) {
    std::map<std::int64_t, const std::string*> ordered;
    simdjson::dom::parser parser;
    for (const std::string& event : events) {
        ordered[field(parser.parse(event), "EventId").get_int64()] = &event;
    }
    ParcelTable table;
    for (const auto& [event_id, event] : ordered) {
        const simdjson::dom::element fields = parser.parse(*event);
        ParcelRow& row = table[field(fields, "ParcelId").get_int64()];
        const std::string id = std::to_string(event_id);
        const std::string type = text(fields, "Type");
        const std::string time = text(fields, "CreatedDateTimeUtc");
        row.latest_event_id = id;
        row.latest_type = type;
        row.latest_created_at = time;
        row.latest_status_code = text(fields, "StatusCode");
        row.latest_run_id = text(field(fields, "User"), "RunId");
        if (type == "PICKUP" && row.picked_up_event_id.empty()) {
            row.picked_up_event_id = id;
            row.picked_up_at = time;
        }
        if (type == "DELIVERY" && row.delivered_event_id.empty()) {
            row.delivered_event_id = id;
            row.delivered_at = time;
        }
    }
    return table;
}

}  // namespace scan
