#include "adapters/sqs/md5.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

namespace scan {

std::string md5_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (::EVP_Digest(text.data(), text.size(), digest.data(), &length, ::EVP_md5(), nullptr) != 1)
        return {};
    std::string hex;
    for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

}  // namespace scan
