#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace simdjson::dom {
// NOLINTNEXTLINE(readability-identifier-naming): the library spells its name so.
class parser;
}  // namespace simdjson::dom

namespace scan {

// The part of an event that is read, written anew so that simdjson takes it. simdjson judges a whole
// text: an integer of 30 digits, 1e999 or half of a surrogate pair anywhere spoil all of it, though
// they are JSON by its grammar. Here only the fields that are read remain. One of them that cannot
// be read becomes [], which no field may be. An integer beyond 64 bits becomes a string of its
// digits if the field may be an integer. One thread.
class LegiblePart {
public:
    LegiblePart();
    ~LegiblePart();

    // An object that simdjson takes. Scalars of more than `scalar_bytes_max` count as those that
    // cannot be read.
    // REQUIRES: `event` is an object by JSON's grammar, but for bytes that are no text in strings.
    std::string of(std::string_view event, std::size_t scalar_bytes_max);

private:
    struct Key;
    static const Key kKeys[];

    bool is_legible(std::string_view scalar);
    std::string unquote(std::string_view key);
    std::string value_of(const Key& key, std::string_view value, std::size_t scalar_bytes_max);

    std::unique_ptr<simdjson::dom::parser> parser_;
};

}  // namespace scan
