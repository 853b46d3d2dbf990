#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "base/error.h"

namespace scan {

// A credential: its text, or the file that holds it. The text of a file is read anew at each
// `read`, so that a secret can be rotated while the program runs. Nothing prints a secret: there is
// no formatter, and no error holds its text.
class Secret {
public:
    static constexpr std::size_t kBytesMax = 64 * 1024;

    // No secret.
    Secret() = default;
    static Secret of_text(std::string text) { return Secret(std::move(text), {}); }
    static Secret in_file(std::string path) { return Secret({}, std::move(path)); }

    bool empty() const { return text_.empty() && path_.empty(); }

    // The file that holds it; empty if it does not come from a file.
    const std::string& path() const { return path_; }

    // The text, of a file without one newline (LF or CRLF) at its end. An empty secret reads as "".
    //   denied: the file cannot be read, is empty, or is larger than kBytesMax; the message names
    //     it.
    Result<std::string> read() const;

private:
    Secret(std::string text, std::string path) : text_(std::move(text)), path_(std::move(path)) {}

    std::string text_;
    std::string path_;
};

}  // namespace scan
