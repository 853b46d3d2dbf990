#include "base/secret.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace scan {

Result<std::string> Secret::read() const {
    if (path_.empty()) return text_;

    errno = 0;
    std::ifstream file(path_, std::ios::binary);
    std::string text(kBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A directory opens like a file and fails only when it is read.
    if (!file.is_open() || file.bad()) {
        const char* reason = errno != 0 ? std::strerror(errno) : "input error";
        return fail(ErrorCode::denied,
                    fmt::format("cannot read the secret file {}: {}", path_, reason));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kBytesMax) {
        return fail(ErrorCode::denied,
                    fmt::format("the secret file {} is larger than {} bytes", path_, kBytesMax));
    }
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty())
        return fail(ErrorCode::denied, fmt::format("the secret file {} is empty", path_));
    return text;
}

}  // namespace scan
