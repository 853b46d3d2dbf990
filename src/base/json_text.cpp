#include "base/json_text.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace scan {

std::string json_quote(std::string_view text) {
    std::string quoted = "\"";
    quoted.reserve(text.size() + 2);
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            quoted += "\\ufffd";
            text.remove_prefix(1);
            continue;
        }
        const char c = text.front();
        if (length > 1) {
            quoted += text.substr(0, length);
        } else if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            quoted += c;
        }
        text.remove_prefix(length);
    }
    quoted += '"';
    return quoted;
}

}  // namespace scan
