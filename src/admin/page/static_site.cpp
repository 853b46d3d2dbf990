#include "admin/page/static_site.h"

#include <zlib.h>

#include <array>

namespace scan {
namespace {

constexpr std::string_view kIndex = "/index.html";

// "" if the bytes are no gzip, which those of the program are.
std::string unpacked(std::string_view gzip) {
    z_stream stream{};
    constexpr int kGzip = 16 + MAX_WBITS;
    if (inflateInit2(&stream, kGzip) != Z_OK) return "";
    // zlib does not write to what it reads.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    std::string text;
    std::array<char, 16 * 1024> part{};
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        result = inflate(&stream, Z_NO_FLUSH);
        text.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END ? text : "";
}

bool lists(const std::string* header, std::string_view wanted) {
    return header != nullptr && header->find(wanted) != std::string::npos;
}

AdminReply reply_of(const StaticFile& file, const AdminRequest& request) {
    // Asked each time whether it changed: a new program has a new page.
    AdminReply reply{.headers = {{"ETag", std::string(file.etag)},
                                 {"Cache-Control", "no-cache"},
                                 {"Vary", "Accept-Encoding"}}};
    if (lists(request.header("if-none-match"), file.etag)) {
        reply.status = 304;
        return reply;
    }
    reply.content_type = file.content_type;
    if (lists(request.header("accept-encoding"), "gzip")) {
        reply.headers.emplace_back("Content-Encoding", "gzip");
        reply.body = file.gzip;
    } else {
        reply.body = unpacked(file.gzip);
    }
    return reply;
}

}  // namespace

void add_static_site(Router& router, std::span<const StaticFile> files) {
    for (const StaticFile& file : files) {
        const auto add = [&router, &file](std::string pattern) {
            router.add({.pattern = std::move(pattern),
                        .permission = Permission::none,
                        .answerer = Answerer::io_thread,
                        .handler = [&file](const AdminRequest& request) {
                            return reply_of(file, request);
                        }});
        };
        add(std::string(file.path));
        if (file.path == kIndex) add("/");
    }
}

}  // namespace scan
