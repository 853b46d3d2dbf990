#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scan {

// A JSON array of flat objects: one parameter for many rows. Pure ASCII, because drivers convert other characters as they see fit; a NUL
// is written as its escape, which the databases refuse instead of cutting the text there.
class JsonRows final {
public:
    void begin_row();
    void add(std::string_view name, std::int64_t value);
    // `text` is UTF-8.
    void add(std::string_view name, std::string_view text);
    // Nothing where there is no value: a missing member is read as NULL.
    template <class T>
    void add(std::string_view name, const std::optional<T>& value) {
        if (value) add(name, *value);
    }

    bool empty() const { return json_.empty(); }
    std::size_t size() const { return json_.size(); }  // in bytes
    std::size_t count() const { return count_; }       // of rows

    // The array; the next row begins a new one.
    std::string take();

private:
    void begin_member(std::string_view name);

    std::string json_;
    std::size_t count_ = 0;
};

}  // namespace scan
