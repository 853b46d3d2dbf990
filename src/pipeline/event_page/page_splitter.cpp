#include "pipeline/event_page/page_splitter.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "pipeline/event_page/event_decoder.h"
#include "pipeline/event_page/event_keys.h"

namespace scan {
namespace {

namespace ondemand = simdjson::ondemand;

// A decoded event takes about 200 bytes beside its text, however short that is, and the shortest
// that is well-formed has 72. So a page of less is taken only as long as it has no more events than
// a feed is ever asked for: its memory stays a small multiple of its size, whatever it holds.
constexpr std::size_t kEventsAlwaysTaken = 100'000;
constexpr std::size_t kBytesOfAnEvent = 64;

std::size_t events_max(std::size_t page_bytes) {
    return std::max(kEventsAlwaysTaken, page_bytes / kBytesOfAnEvent);
}

constexpr bool is_whitespace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trim_end(std::string_view text) {
    while (!text.empty() && is_whitespace(text.back())) text.remove_suffix(1);
    return text;
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

}  // namespace

// A private class, so that no simdjson type stands in the header.
class PageSplitter::State {
public:
    std::expected<ReceivedForm, std::string> split(const std::string& padded_text);
    const std::vector<Slice>& slices() const { return slices_; }
    std::string_view message() const { return message_; }

private:
    struct Root {
        OutermostKeys keys;
        std::string_view message;
    };

    simdjson::error_code split_document(std::string_view padded_text, Root& root);
    simdjson::error_code split_root(ondemand::document& document, std::string_view text,
                                    Root& root);
    simdjson::error_code split_array(ondemand::array array, ondemand::document& document,
                                     std::string_view text);

    ondemand::parser parser_;
    std::vector<Slice> slices_;
    std::string_view message_;
};

std::expected<ReceivedForm, std::string> PageSplitter::State::split(
    const std::string& padded_text) {
    const std::size_t bytes = padded_text.size() - EventDecoder::kPaddingBytes;
    const auto is_crowded = [&] { return slices_.size() > events_max(bytes); };
    Root root;
    auto error = split_document(padded_text, root);
    if (error && !is_crowded()) {
        std::string blotted = padded_text;
        blot_out_bad_bytes(blotted);
        root = {};
        error = split_document(blotted, root);
        root.keys.has_message = false;  // it is not what was sent
    }
    if (is_crowded()) {
        return std::unexpected(
            fmt::format("more than {} events in {} bytes", events_max(bytes), bytes));
    }
    if (error) return std::unexpected(simdjson::error_message(error));
    message_ = root.message;
    if (const auto form = root.keys.form()) return *form;
    return std::unexpected("an object with neither ScanEvents nor EventId");
}

simdjson::error_code PageSplitter::State::split_document(std::string_view padded_text, Root& root) {
    slices_.clear();
    const std::size_t length = padded_text.size() - EventDecoder::kPaddingBytes;
    ondemand::document document;
    const auto error =
        parser_.iterate(padded_text.data(), length, padded_text.size()).get(document);
    if (error) return error;
    if (const auto split = split_root(document, padded_text.substr(0, length), root)) return split;
    // Without this check a second document behind the first would pass unseen.
    const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return is_at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

simdjson::error_code PageSplitter::State::split_root(ondemand::document& document,
                                                     std::string_view text, Root& root) {
    if (text.front() == '[') {
        ondemand::array array;
        if (const auto error = document.get_array().get(array)) return error;
        root.keys.has_events = true;
        return split_array(array, document, text);
    }
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    for (auto field : object) {
        std::string_view key;
        const auto key_error = field.unescaped_key().get(key);
        if (key_error == simdjson::STRING_ERROR) continue;  // no text, so none of these names
        if (key_error) return key_error;
        root.keys.has_event_id |= is_key(key, "EventId");
        root.keys.has_topic |= key == "TopicArn";
        std::string_view string;
        if (key == "Message" && !field.value().get_string().get(string)) {
            root.keys.has_message = true;
            root.message = string;
        }
        if (!is_events_key(key)) continue;
        root.keys.has_events = true;
        ondemand::value value;
        if (const auto error = field.value().get(value)) return error;
        bool is_null = false;
        if (const auto error = value.is_null().get(is_null)) return error;
        if (is_null) continue;
        ondemand::array array;
        if (const auto error = value.get_array().get(array)) return error;
        if (const auto error = split_array(array, document, text)) return error;
    }
    return simdjson::SUCCESS;
}

// An element's text reaches to the comma or the bracket before what follows it, whatever it is: so nothing between two commas is lost, and
// what no parser takes is found by the event decoder, in that event alone.
simdjson::error_code PageSplitter::State::split_array(ondemand::array array,
                                                      ondemand::document& document,
                                                      std::string_view text) {
    std::optional<std::size_t> begin;
    const auto add_up_to = [&](std::size_t end, char mark) {
        std::string_view element = trim_end(text.substr(*begin, end - *begin));
        if (!element.ends_with(mark)) return simdjson::TAPE_ERROR;
        element.remove_suffix(1);
        slices_.push_back({*begin, trim_end(element).size()});
        return slices_.size() > events_max(text.size()) ? simdjson::CAPACITY : simdjson::SUCCESS;
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

PageSplitter::PageSplitter() : state_(std::make_unique<State>()) {}
PageSplitter::~PageSplitter() = default;

std::expected<ReceivedForm, std::string> PageSplitter::split(const std::string& padded_text) {
    return state_->split(padded_text);
}

std::span<const PageSplitter::Slice> PageSplitter::slices() const {
    return state_->slices();
}

std::string_view PageSplitter::message() const {
    return state_->message();
}

}  // namespace scan
