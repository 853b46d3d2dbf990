#pragma once

#include <fmt/format.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_text.h"
#include "base/utc_time.h"

namespace scan {

// One JSON object, written field by field. An absent value is null.
class JsonObject {
public:
    JsonObject& add(std::string_view key, std::integral auto value) {
        return raw(key, fmt::format("{}", value));
    }
    template <std::integral Number>
    JsonObject& add(std::string_view key, const std::optional<Number>& value) {
        return raw(key, value ? fmt::format("{}", *value) : "null");
    }
    JsonObject& add(std::string_view key, std::string_view value) {
        return raw(key, json_quote(value));
    }
    JsonObject& add(std::string_view key, const char* value) {
        return add(key, std::string_view(value));
    }
    JsonObject& add(std::string_view key, const std::optional<UtcTime>& value) {
        return raw(key, value ? json_quote(value->to_string()) : "null");
    }
    // `json` is JSON text already.
    JsonObject& raw(std::string_view key, std::string_view json) {
        fields_ += fmt::format("{}{}:{}", fields_.empty() ? "" : ",", json_quote(key), json);
        return *this;
    }

    std::string text() const { return "{" + fields_ + "}"; }

private:
    std::string fields_;
};

// One JSON list, written element by element.
class JsonList {
public:
    JsonList& add(std::string_view text) { return raw(json_quote(text)); }
    JsonList& add(std::integral auto value) { return raw(fmt::format("{}", value)); }
    JsonList& add(const JsonObject& object) { return raw(object.text()); }
    // `json` is JSON text already.
    JsonList& raw(std::string_view json) {
        elements_ += fmt::format("{}{}", elements_.empty() ? "" : ",", json);
        return *this;
    }

    std::string text() const { return "[" + elements_ + "]"; }

private:
    std::string elements_;
};

}  // namespace scan
