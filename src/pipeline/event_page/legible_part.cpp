#include "pipeline/event_page/legible_part.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <iterator>

#include "pipeline/event_page/event_keys.h"
#include "pipeline/event_page/json_scanner.h"

namespace scan {
namespace {

constexpr std::string_view kIllegible = "[]";

bool is_integer(std::string_view scalar) {
    if (scalar.starts_with('-')) scalar.remove_prefix(1);
    return scalar.find_first_not_of("0123456789") == scalar.npos;
}

}  // namespace

struct LegiblePart::Key {
    std::string_view name;
    std::string_view inner_name;  // what is read of it if it is an object; empty: nothing
    bool may_be_integer;
};

const LegiblePart::Key LegiblePart::kKeys[] = {
    {"EventId", "Value", true},        {"ParcelId", "Value", true}, {"Type", "", false},
    {"CreatedDateTimeUtc", "", false}, {"StatusCode", "", true},    {"RunId", "", true},
    {"User", "RunId", true},
};

LegiblePart::LegiblePart() : parser_(std::make_unique<simdjson::dom::parser>()) {}

LegiblePart::~LegiblePart() = default;

bool LegiblePart::is_legible(std::string_view scalar) {
    return parser_->parse(scalar.data(), scalar.size()).error() == simdjson::SUCCESS;
}

// Empty if the key is no text, which is no name that is looked for.
std::string LegiblePart::unquote(std::string_view key) {
    if (!key.contains('\\')) return std::string(key.substr(1, key.size() - 2));
    std::string_view text;
    if (parser_->parse(key.data(), key.size()).get(text) != simdjson::SUCCESS) return {};
    return std::string(text);
}

std::string LegiblePart::value_of(const Key& key, std::string_view value,
                                  std::size_t scalar_bytes_max) {
    if (value.starts_with('{') && !key.inner_name.empty()) {
        std::string inner;
        JsonScanner(value).members([&](std::string_view name, std::string_view member) {
            if (!inner.empty() || !is_key(unquote(name), key.inner_name)) return;
            inner = fmt::format(R"("{}":{})", key.inner_name,
                                value_of({key.inner_name, "", true}, member, scalar_bytes_max));
        });
        return fmt::format("{{{}}}", inner);
    }
    if (value.starts_with('{') || value.starts_with('[') || value.size() > scalar_bytes_max)
        return std::string(kIllegible);
    if (is_legible(value)) return std::string(value);
    if (key.may_be_integer && is_integer(value)) return fmt::format(R"("{}")", value);
    return std::string(kIllegible);
}

// Of several fields with one name the first counts; of several users the first that has a RunId.
std::string LegiblePart::of(std::string_view event, std::size_t scalar_bytes_max) {
    bool is_done[std::size(kKeys)] = {};
    std::string part;
    JsonScanner(event).members([&](std::string_view quoted_name, std::string_view member) {
        const std::string name = unquote(quoted_name);
        for (std::size_t i = 0; i < std::size(kKeys); ++i) {
            const Key& key = kKeys[i];
            if (is_done[i] || !is_key(name, key.name)) continue;
            const std::string value = value_of(key, member, scalar_bytes_max);
            if (key.name == "User" && !value.starts_with(R"({")")) continue;
            is_done[i] = true;
            part += fmt::format(R"({}"{}":{})", part.empty() ? "" : ",", key.name, value);
        }
    });
    return fmt::format("{{{}}}", part);
}

}  // namespace scan
