#include "pipeline/event_decoder.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "base/utf8.h"

namespace scan {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

static_assert(EventDecoder::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

// `name` is PascalCase; the feed's servers also write camelCase. Inlined, the name's length is known and the comparison a few
// instructions; this is asked several times for each field of each event.
[[gnu::always_inline]] inline bool is_key(std::string_view key, std::string_view name) {
    return key.size() == name.size() &&
           (key.front() == name.front() || key.front() == (name.front() | 0x20)) &&
           key.substr(1) == name.substr(1);
}

// The fields of an event as they stand; the first of several with one name counts.
struct Fields {
    std::optional<element> event_id;
    std::optional<element> parcel_id;
    std::optional<element> type;
    std::optional<element> created_at;
    std::optional<element> status_code;
    std::optional<element> run_id;       // beside the others
    std::optional<element> user_run_id;  // under User: the documented place
};

void take(std::optional<element>& into, const object::iterator& field) {
    if (!into) into = field.value();
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

std::optional<std::int64_t> positive(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value <= 0)
        return std::nullopt;
    return value;
}

// A positive id, or nothing. `depth` bounds {"value":{"value":…}}.
std::optional<std::int64_t> id_of(const std::optional<element>& field, int depth = 0) {
    if (!field) return std::nullopt;
    switch (field->type()) {
        case element_type::INT64: {
            const std::int64_t value = field->get_int64().value_unsafe();
            return value > 0 ? std::optional(value) : std::nullopt;
        }
        case element_type::STRING: return positive(field->get_string().value_unsafe());
        case element_type::OBJECT:
            if (depth > 0) return std::nullopt;
            for (const auto& [key, value] : object(*field)) {
                if (is_key(key, "Value")) return id_of(value, depth + 1);
            }
            return std::nullopt;
        case element_type::ARRAY:
        case element_type::UINT64:
        case element_type::DOUBLE:
        case element_type::BOOL:
        case element_type::NULL_VALUE: return std::nullopt;
    }
    return std::nullopt;
}

// What keeps a text out of the table, the same on every engine; nullptr: nothing.
const char* text_fault(std::string_view text) {
    if (std::ranges::find(text, '\0') != text.end()) return "holds a NUL character";
    // Bytes are never fewer than UTF-16 units, so most texts need no count.
    if (text.size() > kTextUnitsMax && utf16_units(text) > kTextUnitsMax)
        return "is longer than 200 characters";
    return nullptr;
}

// Reads a text field: a string, an integer as its digits, "" where it is null or absent. Returns what is wrong with it; nullptr: nothing.
const char* read_text(const std::optional<element>& field, std::string& text) {
    if (!field) return nullptr;
    switch (field->type()) {
        case element_type::STRING: text = field->get_string().value_unsafe(); break;
        case element_type::INT64: text = fmt::to_string(field->get_int64().value_unsafe()); break;
        case element_type::UINT64: text = fmt::to_string(field->get_uint64().value_unsafe()); break;
        case element_type::NULL_VALUE: break;
        case element_type::ARRAY:
        case element_type::OBJECT:
        case element_type::DOUBLE:
        case element_type::BOOL: return "is neither a string nor an integer";
    }
    return text_fault(text);
}

void upper_case(std::string& text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

std::unexpected<Malformed> malformed(std::string reason, std::string detail,
                                     std::optional<std::int64_t> event_id = std::nullopt,
                                     std::optional<std::int64_t> parcel_id = std::nullopt) {
    return std::unexpected(
        Malformed{std::move(reason), std::move(detail),
                  event_id ? std::optional(EventId{*event_id}) : std::nullopt,
                  parcel_id ? std::optional(ParcelId{*parcel_id}) : std::nullopt});
}

std::expected<ScanEvent, Malformed> event_of(const Fields& fields, std::size_t bytes) {
    const auto event_id = id_of(fields.event_id);
    const auto parcel_id = id_of(fields.parcel_id);
    const auto fault = [&](const char* reason, std::string detail) {
        return malformed(reason, std::move(detail), event_id, parcel_id);
    };
    if (bytes > kEventBytesMax)
        return fault("event too large", fmt::format("{} bytes; at most {}", bytes, kEventBytesMax));
    if (!event_id) return fault("bad EventId", "EventId is no positive 64-bit number");
    if (!parcel_id) return fault("bad ParcelId", "ParcelId is no positive 64-bit number");

    std::expected<ScanEvent, Malformed> result;
    ScanEvent& event = *result;
    event.event_id = {*event_id};
    event.parcel_id = {*parcel_id};

    if (!fields.type || !fields.type->is_string())
        return fault("bad Type", "Type is missing or no string");
    if (const char* const why = read_text(fields.type, event.type))
        return fault("bad Type", fmt::format("Type {}", why));
    if (is_blank(event.type)) return fault("bad Type", "Type is blank");
    upper_case(event.type);

    if (!fields.created_at || !fields.created_at->is_string())
        return fault("bad timestamp", "CreatedDateTimeUtc is missing or no string");
    const auto created_at = UtcTime::parse(fields.created_at->get_string().value_unsafe());
    if (!created_at)
        return fault("bad timestamp", fmt::format("CreatedDateTimeUtc: {}", created_at.error()));
    event.created_at = *created_at;

    if (const char* const why = read_text(fields.status_code, event.status_code))
        return fault("bad StatusCode", fmt::format("StatusCode {}", why));
    const auto& run_id = fields.user_run_id ? fields.user_run_id : fields.run_id;
    if (const char* const why = read_text(run_id, event.run_id))
        return fault("bad RunId", fmt::format("RunId {}", why));
    return result;
}

}  // namespace

EventDecoder::EventDecoder() : parser_(std::make_unique<simdjson::dom::parser>()) {
    // Room for the largest event, at the depth that it may have; a larger text makes the parser grow, at the same depth.
    const auto error = parser_->allocate(kEventBytesMax, kEventDepthMax);
    if (error != simdjson::SUCCESS) throw std::bad_alloc();
}

EventDecoder::~EventDecoder() = default;

std::expected<ScanEvent, Malformed> EventDecoder::decode(std::string_view padded_text) {
    element root;
    const auto error = parser_->parse(padded_text.data(), padded_text.size(), false).get(root);
    if (error == simdjson::DEPTH_ERROR) {
        return malformed("nested too deep", fmt::format("deeper than {} levels", kEventDepthMax));
    }
    if (error != simdjson::SUCCESS) return malformed("bad JSON", simdjson::error_message(error));
    return decode(root, padded_text.size());
}

std::expected<ScanEvent, Malformed> EventDecoder::decode(const element& event, std::size_t bytes) {
    if (!event.is_object()) return malformed("not an object", "the event is no JSON object");
    return event_of(fields_of(object(event)), bytes);
}

}  // namespace scan
