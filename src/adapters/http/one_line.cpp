#include "adapters/http/one_line.h"

#include "base/utf8.h"

namespace scan {
namespace {

// C0 controls, the space and DEL; of the two-byte characters the C1 controls, which terminals obey
// too.
bool is_blank(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first <= 0x20 || first == 0x7f;
    return first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t length_max) {
    std::string line;
    bool blank = false;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        text.remove_prefix(character.size());
        if (length != 0 && is_blank(character)) {
            blank = true;
            continue;
        }
        const std::size_t gap = blank && !line.empty() ? 1 : 0;
        if (line.size() + gap + character.size() > length_max) return line + "…";
        line.append(gap, ' ');
        line.append(length == 0 ? "?" : character);
        blank = false;
    }
    return line;
}

}  // namespace scan
