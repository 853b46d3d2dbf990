#include "app/terminal/text_table.h"

#include <algorithm>

#include "base/require.h"
#include "base/utf8.h"

namespace scan {
namespace {

constexpr std::size_t kGap = 2;
// The last column has at least this, however wide the others are.
constexpr std::size_t kLastMin = 10;
constexpr std::string_view kCut = "…";

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// The first `columns` characters.
std::string_view first_of(std::string_view text, std::size_t columns) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < columns && end < text.size(); ++i)
        end += std::max<std::size_t>(utf8_length(text.substr(end)), 1);
    return text.substr(0, end);
}

}  // namespace

void TextTable::add(std::vector<std::string> cells) {
    require(cells.size() == rows_.front().size(), "a row has a cell for each head");
    // A line is a line, whatever stands in a text.
    for (std::string& cell : cells) {
        std::ranges::replace_if(
            cell, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    }
    rows_.push_back(std::move(cells));
}

std::string TextTable::text(std::size_t width) const {
    const std::size_t last = rows_.front().size() - 1;
    std::vector<std::size_t> widths(last, 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < last; ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
    }
    std::size_t used = 0;
    for (const std::size_t each : widths) used += each + kGap;
    const std::size_t room = std::max(width > used ? width - used : 0, kLastMin);
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < last; ++i)
            text += row[i] + std::string(widths[i] + kGap - columns_of(row[i]), ' ');
        if (columns_of(row[last]) <= room) {
            text += row[last];
        } else {
            text += first_of(row[last], room - 1);
            text += kCut;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

std::string short_time(UtcTime time) {
    std::string text = time.to_string().substr(0, 19);
    text[10] = ' ';
    return text;
}

}  // namespace scan
