#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace scan {

// The text of a one-dimensional PostgreSQL array
// (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO): one parameter for one column of
// many rows.
class ArrayLiteral final {
public:
    void add(std::int64_t value);
    // `text` is UTF-8 without NUL, which PostgreSQL's texts cannot hold.
    void add(std::string_view text);
    void add_null();

    std::size_t size() const { return text_.size(); }  // in bytes

    // The array; the next element begins a new one.
    std::string take();

private:
    void begin_element();

    std::string text_;
};

}  // namespace scan
