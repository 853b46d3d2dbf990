#include "adapters/http/testing/gzip.h"

#include <zlib.h>

#include <cstdlib>

namespace scan {

std::string gzip(std::string_view text) {
    z_stream stream{};
    constexpr int kGzip = 16 + MAX_WBITS;
    if (::deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort();
    std::string member(::deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(member.data());
    stream.avail_out = static_cast<uInt>(member.size());
    ::deflate(&stream, Z_FINISH);
    member.resize(stream.total_out);
    ::deflateEnd(&stream);
    return member;
}

}  // namespace scan
