#include "admin/api/testing/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace scan {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

// They say something to people alone.
constexpr std::array<std::string_view, 4> kWordsForPeople{"description", "default", "examples",
                                                          "title"};

bool has_type(element value, std::string_view type) {
    switch (value.type()) {
        case element_type::OBJECT: return type == "object";
        case element_type::ARRAY: return type == "array";
        case element_type::STRING: return type == "string";
        case element_type::BOOL: return type == "boolean";
        case element_type::NULL_VALUE: return type == "null";
        case element_type::INT64:
        case element_type::UINT64: return type == "integer" || type == "number";
        // 1.0 is not how an id is written.
        case element_type::DOUBLE: return type == "number";
    }
    return false;
}

// "2026-01-01T00:00:00.0000000Z": as the tables have it.
bool is_time(std::string_view text) {
    constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd.dddddddZ";
    return std::ranges::equal(text, kPattern, [](char told, char wanted) {
        return wanted == 'd' ? told >= '0' && told <= '9' : told == wanted;
    });
}

std::string text_of(element value) {
    return simdjson::minify(value);
}

}  // namespace

// One value against one schema, and what is in them.
class JsonSchema::Check {
public:
    explicit Check(element document) : document_(document) {}

    void run(element schema, element value, const std::string& at) {
        for (const auto& [keyword, rule] : object(schema)) {
            const std::string_view word = keyword;
            if (word == "$ref") {
                run(target(rule), value, at);
            } else if (word == "type") {
                check_type(rule, value, at);
            } else if (word == "enum") {
                check_enum(rule, value, at);
            } else if (word == "const") {
                if (text_of(rule) != text_of(value))
                    say(at, fmt::format("is not {}", text_of(rule)));
            } else if (word == "format") {
                check_format(std::string_view(rule), value, at);
            } else if (word == "anyOf") {
                check_any(rule, value, at);
            } else if (word == "items") {
                check_items(rule, value, at);
            } else if (word == "properties" || word == "additionalProperties") {
                // With "required", below.
            } else if (word == "required") {
                check_required(rule, value, at);
            } else if (!check_bound(word, rule, value, at) &&
                       std::ranges::find(kWordsForPeople, word) == kWordsForPeople.end()) {
                say(at, fmt::format("the schema's keyword {} is not known here", word));
            }
        }
        check_members(schema, value, at);
    }

    std::string faults;

private:
    void say(const std::string& at, std::string_view what) {
        faults += fmt::format("{}: {}\n", at.empty() ? "/" : at, what);
    }

    element target(element reference) const {
        const std::string_view pointer = reference;
        // "#/components/schemas/Status"
        return document_.at_pointer(pointer.substr(1));
    }

    void check_type(element rule, element value, const std::string& at) {
        const bool fits =
            rule.is_array()
                ? std::ranges::any_of(
                      simdjson::dom::array(rule),
                      [&](element each) { return has_type(value, std::string_view(each)); })
                : has_type(value, std::string_view(rule));
        if (!fits) say(at, fmt::format("{} is no {}", text_of(value), text_of(rule)));
    }

    void check_enum(element rule, element value, const std::string& at) {
        const bool is_one = std::ranges::any_of(simdjson::dom::array(rule), [&](element each) {
            return text_of(each) == text_of(value);
        });
        if (!is_one) say(at, fmt::format("{} is none of {}", text_of(value), text_of(rule)));
    }

    void check_format(std::string_view format, element value, const std::string& at) {
        if (value.is_null()) return;
        if (format == "date-time") {
            if (!value.is_string() || !is_time(std::string_view(value)))
                say(at, fmt::format("{} is no time", text_of(value)));
        } else if (format == "int64") {
            if (!value.is_int64()) say(at, fmt::format("{} does not fit int64", text_of(value)));
        } else {
            say(at, fmt::format("the schema's format {} is not known here", format));
        }
    }

    void check_any(element rule, element value, const std::string& at) {
        std::string all;
        for (const element each : simdjson::dom::array(rule)) {
            Check one(document_);
            one.run(each, value, at);
            if (one.faults.empty()) return;
            all += one.faults;
        }
        faults += all;
    }

    void check_items(element rule, element value, const std::string& at) {
        if (!value.is_array()) return;
        std::size_t index = 0;
        for (const element each : simdjson::dom::array(value))
            run(rule, each, fmt::format("{}/{}", at, index++));
    }

    void check_required(element rule, element value, const std::string& at) {
        if (!value.is_object()) return;
        for (const element each : simdjson::dom::array(rule)) {
            const std::string_view name = each;
            if (value.at_key(name).error() != simdjson::SUCCESS)
                say(at, fmt::format("lacks {}", name));
        }
    }

    // False: it is no bound.
    bool check_bound(std::string_view word, element rule, element value, const std::string& at) {
        const bool is_known =
            word == "minimum" || word == "maximum" || word == "minLength" || word == "maxItems";
        if (!is_known) return false;
        const double bound = rule.is_double() ? double(rule) : double(std::int64_t(rule));
        double size = 0;
        if (word == "maxItems" && value.is_array()) {
            size = double(simdjson::dom::array(value).size());
        } else if (word == "minLength" && value.is_string()) {
            size = double(std::string_view(value).size());
        } else if (value.is_number() && (word == "minimum" || word == "maximum")) {
            size = double(value.get_double().value_unsafe());
        } else {
            return true;  // of another type, which "type" tells
        }
        const bool is_least = word.starts_with("min");
        if (is_least ? size < bound : size > bound)
            say(at, fmt::format("{} is beyond {} {}", text_of(value), word, text_of(rule)));
        return true;
    }

    void check_members(element schema, element value, const std::string& at) {
        element properties;
        element others;
        const bool has_properties =
            schema.at_key("properties").get(properties) == simdjson::SUCCESS;
        const bool has_others =
            schema.at_key("additionalProperties").get(others) == simdjson::SUCCESS;
        if (!value.is_object() || (!has_properties && !has_others)) return;
        std::set<std::string_view> seen;
        for (const auto& [name, member] : object(value)) {
            const std::string place = fmt::format("{}/{}", at, name);
            if (!seen.insert(name).second) say(place, "stands twice");
            element rule;
            if (has_properties && properties.at_key(name).get(rule) == simdjson::SUCCESS) {
                run(rule, member, place);
            } else if (has_others && others.is_object()) {
                run(others, member, place);
            } else if (!has_others || !bool(others)) {
                say(place, "is not described");
            }
        }
    }

    element document_;
};

std::string JsonSchema::faults(element schema, element value) const {
    Check check(document_);
    check.run(schema, value, "");
    return check.faults;
}

}  // namespace scan
