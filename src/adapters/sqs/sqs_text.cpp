#include "adapters/sqs/sqs_text.h"

#include "base/utf8.h"

namespace scan {

bool is_sqs_text(std::string_view text) {
    if (text.empty()) return false;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        const auto first = static_cast<unsigned char>(text.front());
        if (first < 0x20 && first != '\t' && first != '\n' && first != '\r') return false;
        // U+FFFE and U+FFFF.
        if (text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF")) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace scan
