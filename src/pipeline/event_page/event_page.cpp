#include "pipeline/event_page.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <new>
#include <utility>
#include <vector>

#include "base/utf8.h"

namespace scan {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A larger page is decoded event by event, since a tree takes many times its text's memory.
constexpr std::size_t kTreeBytesMax = 1024 * 1024;
// The page's object and array, and then the event.
constexpr std::size_t kTreeDepthMax = 2 + kEventDepthMax;

std::unexpected<Error> no_page(std::string_view why) {
    return fail(ErrorCode::rejected, fmt::format("not a page of scan events: {}", why));
}

std::unexpected<Error> no_page(simdjson::error_code error) {
    return no_page(simdjson::error_message(error));
}

constexpr bool is_whitespace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trim_end(std::string_view text) {
    while (!text.empty() && is_whitespace(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_whitespace(text.front())) text.remove_prefix(1);
    return trim_end(text);
}

// What can only stand where an element should begin if the element is missing.
constexpr bool ends_element(char c) {
    return c == ',' || c == ':' || c == ']' || c == '}';
}

// The same text, byte for byte as long, in which every byte that would make the parser refuse the
// page for the sake of one event (bytes that are no UTF-8, raw control characters) stands as one
// that it accepts. Only for finding where events begin and end: each event is then
// judged by its own, original text.
void blot_out_bad_bytes(std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(std::string_view(text).substr(i));
        if (length == 0) {
            text[i] = '?';
        } else if (length == 1 && static_cast<unsigned char>(text[i]) < 0x20) {
            text[i] = ' ';
        }
        i += std::max<std::size_t>(length, 1);
    }
}

std::string pad(std::string_view text) {
    std::string padded;
    padded.reserve(text.size() + EventDecoder::kPaddingBytes);
    padded.append(text).append(EventDecoder::kPaddingBytes, ' ');
    return padded;
}

bool has(const simdjson::dom::object& object, std::string_view key) {
    return object[key].error() == simdjson::SUCCESS;
}

bool is_events_key(std::string_view key) {
    return key == "ScanEvents" || key == "scanEvents";
}

}  // namespace

// A private class, so that no simdjson type stands in the header.
class EventPageDecoder::State {
public:
    State();
    Result<EventPage> decode(std::string_view text, int envelopes);

private:
    // Where the events of a page stand.
    struct Slice {
        std::size_t begin;
        std::size_t length;
    };
    enum class Envelope { page, other };
    struct Splitting {
        simdjson::error_code error = simdjson::SUCCESS;
        Envelope envelope = Envelope::page;
    };

    Result<EventPage> decode_other(std::string padded_text, int envelopes);
    bool decode_at_once(EventPage& page);
    void decode_one_by_one(EventPage& page);
    Splitting split(std::string& padded_text);
    simdjson::error_code split_root(ondemand::document& document, std::string_view text,
                                    Envelope& envelope);
    simdjson::error_code split_array(ondemand::array array, ondemand::document& document,
                                     std::string_view text);

    ondemand::parser page_parser_;
    simdjson::dom::parser tree_parser_;
    simdjson::dom::parser envelope_parser_;
    EventDecoder event_decoder_;
    std::vector<Slice> slices_;
};

EventPageDecoder::State::State() {
    if (tree_parser_.allocate(kPageBytes, kTreeDepthMax) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

Result<EventPage> EventPageDecoder::State::decode(std::string_view text, int envelopes) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text = trim(text);
    if (text.empty() || text == "null") return EventPage();
    if (text.front() != '{' && text.front() != '[')
        return no_page("it begins with neither { nor [");

    std::string padded = pad(text);
    Splitting splitting = split(padded);
    if (splitting.error != simdjson::SUCCESS) {
        std::string blotted = padded;
        blot_out_bad_bytes(blotted);
        splitting = split(blotted);
    }
    if (splitting.error != simdjson::SUCCESS) return no_page(splitting.error);
    if (splitting.envelope == Envelope::other) return decode_other(std::move(padded), envelopes);

    EventPage page(std::move(padded));
    page.events().reserve(slices_.size());
    if (!decode_at_once(page)) decode_one_by_one(page);
    return page;
}

// Parsing the whole page once is twice as fast as parsing each event, but one bad event spoils it. False where it did; the page is then
// as it was.
bool EventPageDecoder::State::decode_at_once(EventPage& page) {
    if (page.text().size() > kTreeBytesMax) return false;
    simdjson::dom::object root;
    if (tree_parser_.parse(page.text().data(), page.text().size(), false).get(root)) return false;
    for (const auto& [key, value] : root) {
        if (!is_events_key(key)) continue;
        simdjson::dom::array events;
        if (value.get(events) || events.size() != slices_.size()) return false;
        auto slice = slices_.begin();
        for (const simdjson::dom::element event : events) {
            page.events().push_back({page.text().substr(slice->begin, slice->length),
                                     EventDecoder::decode(event, slice->length)});
            ++slice;
        }
        return true;
    }
    return false;
}

void EventPageDecoder::State::decode_one_by_one(EventPage& page) {
    for (const Slice& slice : slices_) {
        const std::string_view event = page.text().substr(slice.begin, slice.length);
        page.events().push_back({event, event_decoder_.decode(event)});
    }
}

// An object without ScanEvents: an event alone, or a notification around a page.
Result<EventPage> EventPageDecoder::State::decode_other(std::string padded_text, int envelopes) {
    EventPage page(std::move(padded_text));
    simdjson::dom::object object;
    const auto error =
        envelope_parser_.parse(page.text().data(), page.text().size(), false).get(object);
    if (error != simdjson::SUCCESS) return no_page(error);
    if (has(object, "EventId") || has(object, "eventId")) {
        page.events().push_back({page.text(), event_decoder_.decode(page.text())});
        return page;
    }
    std::string_view message;
    const bool is_notification =
        has(object, "TopicArn") && object["Message"].get(message) == simdjson::SUCCESS;
    if (!is_notification) return no_page("an object with neither ScanEvents nor EventId");
    if (envelopes > 0) return no_page("a notification inside a notification");
    return decode(std::string(message), envelopes + 1);
}

EventPageDecoder::State::Splitting EventPageDecoder::State::split(std::string& padded_text) {
    slices_.clear();
    Splitting result;
    const std::size_t length = padded_text.size() - EventDecoder::kPaddingBytes;
    ondemand::document document;
    result.error =
        page_parser_.iterate(padded_text.data(), length, padded_text.size()).get(document);
    if (result.error == simdjson::SUCCESS)
        result.error =
            split_root(document, std::string_view(padded_text).substr(0, length), result.envelope);
    // Without this check a second document behind the first would pass unseen.
    if (result.error == simdjson::SUCCESS && result.envelope == Envelope::page &&
        document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
        result.error = simdjson::TRAILING_CONTENT;
    }
    return result;
}

simdjson::error_code EventPageDecoder::State::split_root(ondemand::document& document,
                                                         std::string_view text,
                                                         Envelope& envelope) {
    if (text.front() == '[') {
        ondemand::array array;
        if (const auto error = document.get_array().get(array)) return error;
        return split_array(array, document, text);
    }
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    bool found = false;
    for (auto field : object) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key)) return error;
        if (!is_events_key(key)) continue;
        found = true;
        ondemand::value value;
        if (const auto error = field.value().get(value)) return error;
        bool is_null = false;
        if (const auto error = value.is_null().get(is_null)) return error;
        if (is_null) continue;
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return error;
        if (const auto error = split_array(array, document, text)) return error;
    }
    envelope = found ? Envelope::page : Envelope::other;
    return simdjson::SUCCESS;
}

// An element's text reaches to the comma or the bracket before what follows it, whatever it is: so nothing between two commas is lost, and
// what no parser takes is found by the event decoder, in that event alone.
simdjson::error_code EventPageDecoder::State::split_array(ondemand::array array,
                                                          ondemand::document& document,
                                                          std::string_view text) {
    std::optional<std::size_t> begin;
    const auto add_up_to = [&](std::size_t end, char mark) {
        std::string_view element = trim_end(text.substr(*begin, end - *begin));
        if (!element.ends_with(mark)) return simdjson::TAPE_ERROR;
        element.remove_suffix(1);
        slices_.push_back({*begin, trim_end(element).size()});
        return simdjson::SUCCESS;
    };
    for (auto element : array) {
        ondemand::value value;
        if (const auto error = element.get(value)) return error;
        const std::string_view token = value.raw_json_token();
        if (ends_element(token.front())) return simdjson::TAPE_ERROR;
        const auto next = static_cast<std::size_t>(token.data() - text.data());
        if (begin) {
            if (const auto error = add_up_to(next, ',')) return error;
        }
        begin = next;
    }
    if (!begin) return simdjson::SUCCESS;
    const char* next = nullptr;
    const auto error = document.current_location().get(next);
    if (error == simdjson::OUT_OF_BOUNDS) return add_up_to(text.size(), ']');
    return error ? error : add_up_to(static_cast<std::size_t>(next - text.data()), ']');
}

EventPageDecoder::EventPageDecoder() : state_(std::make_unique<State>()) {}
EventPageDecoder::~EventPageDecoder() = default;

Result<EventPage> EventPageDecoder::decode(std::string_view body) {
    return state_->decode(body, 0);
}

std::string_view EventPage::text() const {
    if (padded_text_.empty()) return {};
    return std::string_view(padded_text_)
        .substr(0, padded_text_.size() - EventDecoder::kPaddingBytes);
}

}  // namespace scan
