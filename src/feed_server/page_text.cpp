#include "feed_server/page_text.h"

#include <zlib.h>

#include <new>

namespace scan {
namespace {

constexpr std::size_t kUsualEventBytes = 260;

// Finds the end of the string that begins at `quote`: the place behind its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t quote) {
    for (std::size_t at = quote + 1; at < json.size(); ++at) {
        if (json[at] == '\\') {
            ++at;
        } else if (json[at] == '"') {
            return at + 1;
        }
    }
    return json.size();
}

}  // namespace

std::string page_text(const VisibleFeed& feed, std::span<const PageEntry> entries,
                      const FeedDialect& dialect) {
    const bool enveloped = dialect.envelope == Envelope::scan_events;
    std::string text;
    text.reserve(entries.size() * kUsualEventBytes + kUsualEventBytes);
    text = enveloped ? R"({"ScanEvents":[)" : "[";
    bool first = true;
    for (const PageEntry& entry : entries) {
        if (!first) text += ',';
        first = false;
        feed.append_event(entry, text);
    }
    text += enveloped ? "]}" : "]";
    return dialect.key_case == KeyCase::camel ? with_camel_case_keys(text) : text;
}

std::string with_camel_case_keys(std::string_view json) {
    std::string text(json);
    for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at)) {
        const std::size_t end = end_of_string(json, at);
        const std::size_t next = json.find_first_not_of(" \t\r\n", end);
        const bool is_key = next != std::string_view::npos && json[next] == ':';
        char& letter = text[at + 1];
        if (is_key && letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
        at = end;
    }
    return text;
}

std::string gzip_text(std::string_view text) {
    constexpr int kWindowBitsOfGzip = 15 + 16;
    constexpr int kMemoryLevel = 8;
    z_stream stream{};
    // Level 1 with these constants fails for want of memory alone.
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kWindowBitsOfGzip, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string zipped(deflateBound(&stream, text.size()), '\0');
    // zlib takes its input through a pointer to non-const and leaves it as it is.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(zipped.data());
    stream.avail_out = static_cast<uInt>(zipped.size());
    deflate(&stream, Z_FINISH);
    zipped.resize(stream.total_out);
    deflateEnd(&stream);
    return zipped;
}

}  // namespace scan
