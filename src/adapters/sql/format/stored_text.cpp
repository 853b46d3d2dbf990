#include "adapters/sql/format/stored_text.h"

#include "base/base64.h"
#include "base/utf8.h"

namespace scan {
namespace {

constexpr std::string_view kBase64 = "base64:";

}  // namespace

std::string stored_text(std::string_view text) {
    if (is_utf8(text) && !text.contains('\0') && !text.starts_with(kBase64)) {
        return std::string(text);
    }
    return std::string(kBase64) + base64(text);
}

std::string original_text(std::string_view stored) {
    if (!stored.starts_with(kBase64)) return std::string(stored);
    return from_base64(stored.substr(kBase64.size())).value_or(std::string(stored));
}

}  // namespace scan
