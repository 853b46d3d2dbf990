#pragma once

#include <expected>
#include <string>

namespace scan {

// What is wrong with a configuration, a line each, so that a person is told all of it at once.
class ConfigFaults {
public:
    void add(const std::string& line) {
        if (!text_.empty()) text_ += '\n';
        text_ += line;
    }
    template <class T>
    void add_error_of(const std::expected<T, std::string>& checked) {
        if (!checked) add(checked.error());
    }

    bool empty() const { return text_.empty(); }
    // Without a line break at the end.
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

}  // namespace scan
