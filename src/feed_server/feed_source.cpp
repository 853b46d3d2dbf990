#include "feed_server/feed_source.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>

namespace scan {
namespace {

constexpr std::size_t kWriteBytes = 1 << 20;

// gzwrite answers 0 for an error and for nothing to write alike.
bool write_out(gzFile file, std::string& text) {
    const bool written =
        text.empty() || gzwrite(file, text.data(), static_cast<unsigned>(text.size())) > 0;
    text.clear();
    return written;
}

}  // namespace

Result<> write_jsonl(const FeedSource& source, const std::string& path) {
    // "T": zlib writes the text as it is.
    gzFile file = gzopen(path.c_str(), path.ends_with(".gz") ? "wb" : "wbT");
    if (file == nullptr) {
        return fail(ErrorCode::denied, fmt::format("{}: {}", path, std::strerror(errno)));
    }
    std::string lines;
    bool written = true;
    for (std::size_t index = 0; index < source.event_ids().size() && written; ++index) {
        source.append_event(index, lines);
        lines += '\n';
        if (lines.size() >= kWriteBytes) written = write_out(file, lines);
    }
    written = written && write_out(file, lines);
    if (gzclose(file) != Z_OK || !written) {
        return fail(ErrorCode::denied,
                    fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
    }
    return {};
}

}  // namespace scan
