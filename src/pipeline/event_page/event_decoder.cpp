#include "pipeline/event_page/event_decoder.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "base/utf8.h"
#include "pipeline/event_page/event_keys.h"
#include "pipeline/event_page/json_scanner.h"
#include "pipeline/event_page/legible_part.h"

namespace scan {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

static_assert(EventDecoder::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

// A value that may be absent. GCC 12 clears seven optionals in their place with one slow instruction, a fifth of what this file costs.
class Field {
public:
    Field() = default;
    explicit Field(const element& value) : value_(value), is_there_(true) {}

    explicit operator bool() const { return is_there_; }
    const element* operator->() const { return &value_; }
    const element& operator*() const { return value_; }

private:
    element value_;
    bool is_there_ = false;
};

// The fields of an event as they stand; the first of several with one name counts.
struct Fields {
    Field event_id;
    Field parcel_id;
    Field type;
    Field created_at;
    Field status_code;
    Field run_id;       // beside the others
    Field user_run_id;  // under User: the documented place
};

void take(Field& into, const object::iterator& field) {
    if (!into) into = Field(field.value());
}

Fields fields_of(const object& event) {
    Fields fields;
    for (auto field = event.begin(); field != event.end(); ++field) {
        const std::string_view key = field.key();
        if (is_key(key, "EventId")) {
            take(fields.event_id, field);
        } else if (is_key(key, "ParcelId")) {
            take(fields.parcel_id, field);
        } else if (is_key(key, "Type")) {
            take(fields.type, field);
        } else if (is_key(key, "CreatedDateTimeUtc")) {
            take(fields.created_at, field);
        } else if (is_key(key, "StatusCode")) {
            take(fields.status_code, field);
        } else if (is_key(key, "RunId")) {
            take(fields.run_id, field);
        } else if (is_key(key, "User") && field.value().is_object()) {
            const object user(field.value());
            for (auto inner = user.begin(); inner != user.end(); ++inner) {
                if (is_key(inner.key(), "RunId")) take(fields.user_run_id, inner);
            }
        }
    }
    return fields;
}

constexpr std::int64_t kNoId = 0;

std::int64_t positive(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size();
    return is_number && value > 0 ? value : kNoId;
}

// A positive id, or kNoId. `depth` bounds {"value":{"value":…}}.
std::int64_t id_of(const Field& field, int depth = 0) {
    if (!field) return kNoId;
    switch (field->type()) {
        case element_type::INT64: return std::max(field->get_int64().value_unsafe(), kNoId);
        case element_type::STRING: return positive(field->get_string().value_unsafe());
        case element_type::OBJECT:
            if (depth > 0) return kNoId;
            for (const auto& [key, value] : object(*field)) {
                if (is_key(key, "Value")) return id_of(Field(value), depth + 1);
            }
            return kNoId;
        case element_type::ARRAY:
        case element_type::UINT64:
        case element_type::DOUBLE:
        case element_type::BOOL:
        case element_type::NULL_VALUE: return kNoId;
    }
    return kNoId;
}

template <class Id>
std::optional<Id> known(Id id) {
    return id.value == kNoId ? std::nullopt : std::optional(id);
}

// What keeps a text out of the table, the same on every engine; nullptr: nothing.
const char* text_fault(std::string_view text) {
    if (std::ranges::any_of(text, [](char c) { return c == 0; })) return "holds a NUL character";
    // Bytes are never fewer than UTF-16 units, so most texts need no count.
    if (text.size() > kTextUnitsMax && utf16_units(text) > kTextUnitsMax)
        return "is longer than 200 characters";
    return nullptr;
}

// Reads a text field: a string, an integer as its digits, "" where it is null or absent. Returns what is wrong with it; nullptr: nothing.
const char* read_text(const Field& field, std::string& text) {
    if (!field) return nullptr;
    switch (field->type()) {
        case element_type::STRING: text = field->get_string().value_unsafe(); break;
        case element_type::INT64: text = fmt::to_string(field->get_int64().value_unsafe()); break;
        case element_type::UINT64: text = fmt::to_string(field->get_uint64().value_unsafe()); break;
        case element_type::NULL_VALUE: break;
        case element_type::ARRAY:
        case element_type::OBJECT:
        case element_type::DOUBLE:
        case element_type::BOOL: return "is neither a well-formed string nor an integer";
    }
    return text_fault(text);
}

void upper_case(std::string& text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
}

constexpr std::string_view kBlanks = " \t\r\n\v\f";

// A CHAR column of the feed's own database pads its texts with blanks.
std::string_view without_surrounding_blanks(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// Reads the fields into `event`; what is wrong with them, or nothing.
std::optional<Malformed> read_event(const Fields& fields, std::size_t bytes, ScanEvent& event) {
    event.event_id = {id_of(fields.event_id)};
    event.parcel_id = {id_of(fields.parcel_id)};
    const auto fault = [&](const char* reason, std::string detail) {
        return Malformed{reason, std::move(detail), known(event.event_id), known(event.parcel_id)};
    };
    if (bytes > kEventBytesMax)
        return fault("event too large", fmt::format("{} bytes; at most {}", bytes, kEventBytesMax));
    if (!known(event.event_id)) return fault("bad EventId", "EventId is no positive 64-bit number");
    if (!known(event.parcel_id))
        return fault("bad ParcelId", "ParcelId is no positive 64-bit number");

    if (!fields.type || !fields.type->is_string())
        return fault("bad Type", "Type is missing or no well-formed string");
    event.type = without_surrounding_blanks(fields.type->get_string().value_unsafe());
    if (event.type.empty()) return fault("bad Type", "Type is blank");
    if (const char* const why = text_fault(event.type))
        return fault("bad Type", fmt::format("Type {}", why));
    upper_case(event.type);

    if (!fields.created_at || !fields.created_at->is_string())
        return fault("bad timestamp", "CreatedDateTimeUtc is missing or no well-formed string");
    const auto created_at = UtcTime::parse(fields.created_at->get_string().value_unsafe());
    if (!created_at)
        return fault("bad timestamp", fmt::format("CreatedDateTimeUtc: {}", created_at.error()));
    event.created_at = *created_at;

    if (const char* const why = read_text(fields.status_code, event.status_code))
        return fault("bad StatusCode", fmt::format("StatusCode {}", why));
    const auto& run_id = fields.user_run_id ? fields.user_run_id : fields.run_id;
    if (const char* const why = read_text(run_id, event.run_id))
        return fault("bad RunId", fmt::format("RunId {}", why));
    return std::nullopt;
}

std::unexpected<Malformed> malformed(std::string reason, std::string detail) {
    return std::unexpected(
        Malformed{std::move(reason), std::move(detail), std::nullopt, std::nullopt});
}

}  // namespace

EventDecoder::EventDecoder()
    : parser_(std::make_unique<simdjson::dom::parser>()),
      legible_part_(std::make_unique<LegiblePart>()) {
    if (parser_->allocate(kEventBytesMax, kEventDepthMax) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

EventDecoder::~EventDecoder() = default;

std::expected<ScanEvent, Malformed> EventDecoder::decode(std::string_view padded_text) {
    // The tree of a larger text would take many times its memory, and it is malformed anyway.
    if (padded_text.size() <= kEventBytesMax) {
        element root;
        if (!parser_->parse(padded_text.data(), padded_text.size(), false).get(root))
            return decode(root, padded_text.size());
    }
    return decode_legible_part(padded_text);
}

// Of a text that the parser refused: decides whether that is for the sake of what is read.
std::expected<ScanEvent, Malformed> EventDecoder::decode_legible_part(std::string_view text) {
    JsonScanner scanner(text);
    const auto value = scanner.value();
    if (!value || !scanner.at_end()) return malformed("bad JSON", "the event is no JSON");
    if (!value->starts_with('{')) return malformed("not an object", "the event is no JSON object");

    // A text field of more bytes is too long however it is written, six bytes a unit at most.
    constexpr std::size_t kTextBytesMax = 6 * kTextUnitsMax + 2;
    const bool is_large = text.size() > kEventBytesMax;
    const std::string part = legible_part_->of(text, is_large ? kTextBytesMax : kEventBytesMax);
    element root;
    if (const auto error = parser_->parse(part).get(root))
        return malformed("bad JSON", simdjson::error_message(error));
    auto event = decode(root, text.size());

    const auto id = event ? event->event_id : event.error().event_id;
    const auto parcel_id = event ? event->parcel_id : event.error().parcel_id;
    if (scanner.depth() >= kEventDepthMax) {
        return std::unexpected(Malformed{"nested too deep",
                                         fmt::format("deeper than {} levels", kEventDepthMax), id,
                                         parcel_id});
    }
    if (scanner.has_control_character() || !is_utf8(text)) {
        return std::unexpected(Malformed{"bad JSON",
                                         "a string holds a control character or bytes that are no "
                                         "UTF-8",
                                         id, parcel_id});
    }
    return event;
}

std::expected<ScanEvent, Malformed> EventDecoder::decode(const element& event, std::size_t bytes) {
    if (!event.is_object()) return malformed("not an object", "the event is no JSON object");
    std::expected<ScanEvent, Malformed> result;
    if (auto fault = read_event(fields_of(object(event)), bytes, *result))
        result = std::unexpected(*std::move(fault));
    return result;
}

}  // namespace scan
