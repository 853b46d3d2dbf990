#include "adapters/sql/stored_text.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/utf8.h"

namespace scan {
namespace {

constexpr std::string_view kBase64 = "base64:";

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string stored_text(std::string_view text) {
    if (is_utf8(text) && !text.contains('\0') && !text.starts_with(kBase64)) {
        return std::string(text);
    }
    std::string encoded((text.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL adds a NUL
    const int length = EVP_EncodeBlock(bytes(encoded), bytes(text), static_cast<int>(text.size()));
    encoded.resize(static_cast<std::size_t>(length));
    return std::string(kBase64) + encoded;
}

std::string original_text(std::string_view stored) {
    if (!stored.starts_with(kBase64)) return std::string(stored);
    const std::string_view encoded = stored.substr(kBase64.size());
    std::string text(encoded.size() / 4 * 3, '\0');
    const int length =
        EVP_DecodeBlock(bytes(text), bytes(encoded), static_cast<int>(encoded.size()));
    if (length < 0) return std::string(stored);
    // OpenSSL counts the padding's bytes.
    const std::size_t padding = encoded.ends_with("==") ? 2u : encoded.ends_with("=") ? 1u : 0u;
    text.resize(static_cast<std::size_t>(length) - padding);
    return text;
}

}  // namespace scan
