#include "adapters/postgres/array_literal.h"

#include <utility>

namespace scan {

void ArrayLiteral::begin_element() {
    text_ += text_.empty() ? '{' : ',';
}

void ArrayLiteral::add(std::int64_t value) {
    begin_element();
    text_ += std::to_string(value);
}

// Always quoted, so that neither NULL, blanks nor an empty text mean anything else.
void ArrayLiteral::add(std::string_view text) {
    begin_element();
    text_ += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') text_ += '\\';
        text_ += c;
    }
    text_ += '"';
}

void ArrayLiteral::add_null() {
    begin_element();
    text_ += "NULL";
}

std::string ArrayLiteral::take() {
    std::string array = text_.empty() ? "{}" : std::move(text_) + '}';
    text_.clear();
    return array;
}

}  // namespace scan
