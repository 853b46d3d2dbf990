#include "pipeline/event_page/event_page_encoder.h"

#include <algorithm>

namespace scan {
namespace {

// U+FFFE and U+FFFF: of all that can stand in JSON text, only they are no characters of XML 1.0.
constexpr std::string_view kNoncharacterStart = "\xEF\xBF";

void append_event(std::string& page, std::string_view event) {
    std::size_t at = event.find(kNoncharacterStart);
    while (at != std::string_view::npos && at + 2 < event.size()) {
        const char third = event[at + 2];
        const bool is_noncharacter = third == '\xBE' || third == '\xBF';
        page += event.substr(0, is_noncharacter ? at : at + 3);
        if (is_noncharacter) page += third == '\xBE' ? "\\ufffe" : "\\uffff";
        event.remove_prefix(at + 3);
        at = event.find(kNoncharacterStart);
    }
    page += event;
}

}  // namespace

std::string encode_page(std::span<const std::string_view> events) {
    std::size_t bytes = kPageBytes + events.size();
    for (const std::string_view event : events) bytes += event.size();
    std::string page = R"({"ScanEvents":[)";
    page.reserve(bytes);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i > 0) page += ',';
        append_event(page, events[i]);
    }
    page += "]}";
    return page;
}

}  // namespace scan
