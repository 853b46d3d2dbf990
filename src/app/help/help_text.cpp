#include "app/help/help_text.h"

#include <algorithm>
#include <ranges>

namespace scan {
namespace {

constexpr std::size_t kColumn = 34;

std::string wrapped_line(std::string_view line, std::size_t width, std::size_t column) {
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    // On a narrow terminal half of it stays for the text.
    const std::size_t indent = begin == 0 ? 0 : std::min(std::max(begin, column), width / 2);
    std::string text(line);
    std::size_t start = 0;
    std::size_t least = begin;
    while (text.size() - start > width) {
        const std::size_t space = text.rfind(' ', start + width);
        // A word that is longer than a line stays whole.
        if (space == text.npos || space <= start + least) break;
        text.replace(space, 1, "\n" + std::string(indent, ' '));
        start = space + 1;
        least = indent;
    }
    return text;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::size_t column) {
    std::string all;
    for (const auto line : std::views::split(text, '\n')) {
        if (!all.empty()) all += '\n';
        all += wrapped_line(std::string_view(line), width, column);
    }
    return all;
}

HelpText::HelpText(std::size_t width) : width_(width) {
    column_width(kColumn);
}

std::string HelpText::make_help(const CLI::App* app, std::string name,
                                CLI::AppFormatMode mode) const {
    return wrapped(CLI::Formatter::make_help(app, std::move(name), mode), width_, kColumn);
}

}  // namespace scan
