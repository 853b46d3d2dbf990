#include "base/base64.h"

#include <openssl/evp.h>

namespace scan {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL adds a NUL
    const int length =
        ::EVP_EncodeBlock(bytes_of(text), bytes_of(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    // OpenSSL would pass over space around it.
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.empty()) return std::string();
    const bool is_bare =
        kDigits.contains(text.front()) && (kDigits.contains(text.back()) || text.back() == '=');
    if (text.size() % 4 != 0 || !is_bare) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int length =
        ::EVP_DecodeBlock(bytes_of(bytes), bytes_of(text), static_cast<int>(text.size()));
    if (length < 0) return std::nullopt;
    // OpenSSL counts the padding's bytes.
    const std::size_t padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

}  // namespace scan
