#include "pipeline/event_page/event_page_decoder.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <new>
#include <utility>

#include "pipeline/event_page/compressed_body.h"
#include "pipeline/event_page/event_keys.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/event_page/json_scanner.h"
#include "pipeline/event_page/page_splitter.h"

namespace scan {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A larger page is decoded event by event, since a tree takes many times its text's memory.
constexpr std::size_t kTreeBytesMax = 1024 * 1024;
// The page's object and array, and then the event.
constexpr std::size_t kTreeDepthMax = 2 + kEventDepthMax;

// Where a text comes from, which decides what it may be: each form unwraps one layer, so there are
// three at most.
enum class Layer {
    body,          // anything
    notification,  // what one was around: no other one
    compressed,    // what was compressed: a page or an event and nothing else
};

std::unexpected<Error> no_page(std::string_view why) {
    return fail(ErrorCode::rejected, fmt::format("not a page of scan events: {}", why));
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string pad(std::string_view text) {
    std::string padded;
    padded.reserve(text.size() + EventDecoder::kPaddingBytes);
    padded.append(text).append(EventDecoder::kPaddingBytes, ' ');
    return padded;
}

bool is_json(std::string_view text) {
    JsonScanner scanner(text);
    return scanner.value() && scanner.at_end();
}

}  // namespace

// A private class, so that no simdjson type stands in the header.
class EventPageDecoder::State {
public:
    State();
    Result<EventPage> decode(std::string_view text, Layer layer);

private:
    Result<EventPage> decode_compressed(std::string_view text, Layer layer);
    Result<EventPage> decode_other(std::string padded_text, ReceivedForm form, Layer layer);
    bool decode_at_once(EventPage& page);
    void decode_one_by_one(EventPage& page);

    PageSplitter splitter_;
    simdjson::dom::parser tree_parser_;
    EventDecoder event_decoder_;
    BodyExpander expander_;
};

EventPageDecoder::State::State() {
    if (tree_parser_.allocate(kPageBytes, kTreeDepthMax) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

Result<EventPage> EventPageDecoder::State::decode(std::string_view text, Layer layer) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text = trim(text);
    if (text.empty() || text == "null") return EventPage();
    if (is_compressed(text)) return decode_compressed(text, layer);
    if (text.front() != '{' && text.front() != '[')
        return no_page("it begins with neither { nor [");

    std::string padded = pad(text);
    const auto form = splitter_.split(padded);
    if (!form) return no_page(form.error());
    if (*form != ReceivedForm::page) return decode_other(std::move(padded), *form, layer);

    EventPage page(std::move(padded));
    page.events().reserve(splitter_.slices().size());
    if (!decode_at_once(page)) decode_one_by_one(page);
    return page;
}

Result<EventPage> EventPageDecoder::State::decode_compressed(std::string_view text, Layer layer) {
    if (layer == Layer::compressed) return no_page("it is compressed twice");
    const auto page = expander_.expand(text);
    if (!page) return std::unexpected(page.error());
    return decode(*page, Layer::compressed);
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
        if (value.get(events) || events.size() != splitter_.slices().size()) return false;
        auto slice = splitter_.slices().begin();
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
    for (const auto& slice : splitter_.slices()) {
        const std::string_view event = page.text().substr(slice.begin, slice.length);
        page.events().push_back({event, event_decoder_.decode(event)});
    }
}

// An object without ScanEvents: an event alone, which is the message of the .NET worker, or a notification around a page.
Result<EventPage> EventPageDecoder::State::decode_other(std::string padded_text, ReceivedForm form,
                                                        Layer layer) {
    EventPage page(std::move(padded_text));
    if (form == ReceivedForm::event) {
        page.events().push_back({page.text(), event_decoder_.decode(page.text())});
        if (page.events().front().event) return page;
    }
    // The parser that splits is easy on brackets and colons where it only skips.
    if (!is_json(page.text())) return no_page("the object is no JSON");
    if (form == ReceivedForm::event) return page;
    if (layer != Layer::body) return no_page("a notification inside another form");
    return decode(std::string(splitter_.message()), Layer::notification);
}

EventPageDecoder::EventPageDecoder() : state_(std::make_unique<State>()) {}
EventPageDecoder::~EventPageDecoder() = default;

Result<EventPage> EventPageDecoder::decode(std::string_view body) {
    return state_->decode(body, Layer::body);
}

}  // namespace scan
