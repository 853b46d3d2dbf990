#include "operations/acting/acceptable_text.h"

#include <fmt/format.h>

#include "pipeline/event_page/event_page_encoder.h"

namespace scan {

std::expected<AcceptedText, std::string> AcceptableText::check(std::string_view text) {
    auto as_event = check_page(encode_page({&text, 1}));
    if (as_event) return as_event;
    auto as_page = check_page(text);
    if (as_page) return as_page;
    // What is no page either was an event: that one says what is wrong with it.
    return as_event;
}

std::expected<AcceptedText, std::string> AcceptableText::check_page(std::string_view page) {
    const auto decoded = decoder_.decode(page);
    if (!decoded) return std::unexpected(decoded.error().message);
    if (decoded->events().empty()) return std::unexpected("there is no event in it");
    AcceptedText accepted;
    std::vector<std::string_view> texts;
    for (const PageEvent& event : decoded->events()) {
        if (!event.event) {
            const Malformed& fault = event.event.error();
            return std::unexpected(fault.detail.empty()
                                       ? fault.reason
                                       : fmt::format("{}: {}", fault.reason, fault.detail));
        }
        texts.push_back(event.text);
        accepted.events.push_back(*event.event);
    }
    accepted.message = encode_page(texts);
    return accepted;
}

}  // namespace scan
