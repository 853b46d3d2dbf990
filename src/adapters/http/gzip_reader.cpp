#include "adapters/http/gzip_reader.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace scan {
namespace {

constexpr int kGzipAlone = 16 + MAX_WBITS;
constexpr char kMemberStart = '\x1f';
constexpr std::size_t kPieceBytes = 32 * 1024;

}  // namespace

GzipReader::GzipReader() : stream_(std::make_unique<z_stream>()) {
    if (::inflateInit2(stream_.get(), kGzipAlone) != Z_OK) throw std::bad_alloc();
}

GzipReader::~GzipReader() {
    ::inflateEnd(stream_.get());
}

void GzipReader::skip_to_member(std::string_view& bytes) {
    if (place_ == Place::between)
        bytes.remove_prefix(std::min(bytes.find_first_not_of('\0'), bytes.size()));
    if (bytes.empty()) return;
    if (place_ == Place::between && bytes.front() != kMemberStart) {
        place_ = Place::behind;
        return;
    }
    place_ = Place::inside;
}

GzipReader::Outcome GzipReader::take(std::string_view bytes, std::string& text,
                                     std::size_t bytes_max) {
    while (!bytes.empty() && place_ != Place::behind) {
        if (place_ != Place::inside) skip_to_member(bytes);
        if (place_ != Place::inside) continue;
        const Outcome outcome = inflate(bytes, text, bytes_max);
        if (outcome != Outcome::taken) return outcome;
    }
    return Outcome::taken;
}

// Takes `bytes` up to their end or the member's.
GzipReader::Outcome GzipReader::inflate(std::string_view& bytes, std::string& text,
                                        std::size_t bytes_max) {
    std::array<char, kPieceBytes> piece{};
    // zlib does not write to what it reads.
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_->avail_in = static_cast<uInt>(bytes.size());
    for (;;) {
        stream_->next_out = reinterpret_cast<Bytef*>(piece.data());
        stream_->avail_out = kPieceBytes;
        const int code = ::inflate(stream_.get(), Z_NO_FLUSH);
        // Z_BUF_ERROR: all was taken by the call before.
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return Outcome::corrupt;
        const std::size_t made = kPieceBytes - stream_->avail_out;
        if (made > bytes_max - text.size()) return Outcome::too_large;
        text.append(piece.data(), made);
        if (code == Z_STREAM_END) {
            ::inflateReset(stream_.get());
            place_ = Place::between;
            break;
        }
        if (stream_->avail_in == 0 && stream_->avail_out > 0) break;
    }
    bytes.remove_prefix(bytes.size() - stream_->avail_in);
    return Outcome::taken;
}

}  // namespace scan
