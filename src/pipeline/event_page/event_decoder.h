#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/scan_event.h"

namespace simdjson::dom {
// NOLINTNEXTLINE(readability-identifier-naming): the library spells its name so.
class element;
class parser;
}  // namespace simdjson::dom

namespace scan {

class LegiblePart;

inline constexpr std::size_t kEventBytesMax = 256 * 1024;
inline constexpr std::size_t kEventDepthMax = 64;
inline constexpr std::size_t kTextUnitsMax = 200;  // UTF-16 units of Type, StatusCode and RunId

// Why an event's text cannot be used, and what can still be said of it.
struct Malformed {
    std::string reason;  // a short fixed word group
    std::string detail;
    std::optional<EventId> event_id;
    std::optional<ParcelId> parcel_id;
};

// Decodes the JSON text of one event by the rules of the feed. One thread.
class EventDecoder {
public:
    // How many readable bytes must follow the text.
    static constexpr std::size_t kPaddingBytes = 64;

    EventDecoder();
    ~EventDecoder();

    // Accepted: keys in PascalCase or camelCase; ids as numbers, strings of digits or {"value":n};
    // RunId under User or beside it; RunId and StatusCode as strings, integers, null or absent; any
    // other fields. What is not read is not judged, as long as it is JSON by its grammar. A
    // malformed event has the ids that can be read if its text is an object.
    std::expected<ScanEvent, Malformed> decode(std::string_view padded_text);

    // The same for an event that is parsed already, no deeper than kEventDepthMax; `bytes` is how
    // long its text is.
    static std::expected<ScanEvent, Malformed> decode(const simdjson::dom::element& event,
                                                      std::size_t bytes);

private:
    std::expected<ScanEvent, Malformed> decode_legible_part(std::string_view text);

    std::unique_ptr<simdjson::dom::parser> parser_;
    std::unique_ptr<LegiblePart> legible_part_;
};

}  // namespace scan
