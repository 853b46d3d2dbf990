#include <algorithm>
#include <string>
#include <vector>

#include "base/json_text.h"
#include "base/utf8.h"
#include "fuzz/target.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/event_page/event_page_encoder.h"

namespace scan {
namespace {

std::vector<std::string_view> texts_of(const EventPage& page) {
    std::vector<std::string_view> texts;
    for (const PageEvent& event : page.events()) texts.push_back(event.text);
    return texts;
}

void check_event(const PageEvent& event) {
    if (!event.event) {
        promise(!event.event.error().reason.empty(), "a malformed event has its reason");
        promise(!event.event_id() || event.event_id()->value > 0, "a usable id is positive");
        return;
    }
    promise(event.event->event_id.value > 0 && event.event->parcel_id.value > 0,
            "ids are positive");
    promise(!event.event->type.empty(), "a type is never blank");
    for (const std::string* text :
         {&event.event->type, &event.event->status_code, &event.event->run_id}) {
        promise(is_utf8(*text) && text->find('\0') == text->npos, "every engine takes a text");
        promise(utf16_units(*text) <= kTextUnitsMax, "a text fits its column");
    }
}

// What stands before, between and behind the events. Raw control characters count as space there; see blot_out_bad_bytes.
std::string bare(std::string_view between) {
    std::string marks;
    for (const char c : between) {
        if (static_cast<unsigned char>(c) > 0x20) marks += c;
    }
    return marks;
}

// Nothing of the page's array is lost: its events and the commas between them are all there is in it.
void check_that_none_is_lost(const EventPage& page) {
    const std::string_view whole = page.text();
    if (page.events().empty() || page.events().front().text.data() == whole.data()) return;
    const char* end = nullptr;
    for (const PageEvent& event : page.events()) {
        promise(event.text.data() >= whole.data() &&
                    event.text.data() + event.text.size() <= whole.data() + whole.size(),
                "an event's text stands in the page");
        if (end == nullptr) {
            promise(bare({whole.data(), event.text.data()}).ends_with('['),
                    "the first event begins the array");
        } else {
            const std::string between = bare({end, event.text.data()});
            const bool is_next_list = between.starts_with("],") && between.ends_with(":[");
            promise(between == "," || is_next_list, "there is nothing between two events");
        }
        end = event.text.data() + event.text.size();
    }
    promise(bare({end, whole.data() + whole.size()}).starts_with(']'),
            "the last event ends the array");
}

void check_same(const PageEvent& one, const PageEvent& other) {
    promise(one.event.has_value() == other.event.has_value(), "well-formed stays well-formed");
    promise(one.event_id() == other.event_id(), "an event keeps its id");
    if (one.event) {
        promise(*one.event == *other.event, "an event stays the same");
    } else {
        promise(one.event.error().reason == other.event.error().reason,
                "a malformed event keeps its reason");
    }
}

void check_same(const EventPage& one, const Result<EventPage>& other) {
    promise(other.has_value(), "the page can be read again");
    promise(one.events().size() == other->events().size(), "the page has as many events again");
    for (std::size_t i = 0; i < one.events().size(); ++i)
        check_same(one.events()[i], other->events()[i]);
}

// What no parser takes changes nothing of an event as long as it is not read.
void check_that_only_what_is_read_counts(const PageEvent& event, EventPageDecoder& decoder) {
    const std::size_t inner = event.text.find_first_not_of(" \t\r\n", 1);
    if (!event.text.starts_with('{') || inner == event.text.npos || event.text[inner] == '}')
        return;
    const std::string text = R"({"\ud800":[1e999,123456789012345678901234567890,"\udc00"],)" +
                             std::string(event.text.substr(1));
    const std::string_view view = text;
    const auto page = decoder.decode(encode_page({&view, 1}));
    promise(page && page->events().size() == 1, "an event with an unread field is one event");
    check_same(event, page->events().front());
}

}  // namespace

void fuzz(std::string_view input) {
    static EventPageDecoder decoder;
    static EventPageDecoder again;
    const auto page = decoder.decode(input);
    if (!page) {
        promise(page.error().code == ErrorCode::rejected, "what is no page is rejected");
        return;
    }
    std::ranges::for_each(page->events(), check_event);
    check_that_none_is_lost(*page);

    const auto texts = texts_of(*page);
    check_same(*page, again.decode(encode_page(texts)));
    for (const PageEvent& event : page->events()) {
        const auto alone = again.decode(encode_page({&event.text, 1}));
        promise(alone && alone->events().size() == 1, "an event travels alone");
        check_same(event, alone->events().front());
        check_that_only_what_is_read_counts(event, again);
    }
    if (!is_utf8(input) || input.find("TopicArn") != input.npos) return;
    check_same(*page, again.decode(R"({"TopicArn":"t","Message":)" + json_quote(input) + "}"));
}

}  // namespace scan
