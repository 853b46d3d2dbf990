#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

namespace scan {

// Breaks lines that are longer than `width` between words. What follows stands under the second
// column of a line that has two, the first of which is `column` wide.
std::string wrapped(std::string_view text, std::size_t width, std::size_t column);

// The help of every command, as wide as the reader's terminal.
class HelpText final : public CLI::Formatter {
public:
    explicit HelpText(std::size_t width);

    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;

private:
    std::size_t width_;
};

}  // namespace scan
