#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

// NOLINTNEXTLINE(readability-identifier-naming): the library spells its name so.
struct z_stream_s;

namespace scan {

// Decompresses a gzip body (RFC 1952) piece by piece. It may have several members, which servers
// make that compress in pieces; zeros or anything else behind the last one is no part of it, as
// for gzip and .NET.
class GzipReader final {
public:
    enum class Outcome { taken, too_large, corrupt };

    GzipReader();
    ~GzipReader();
    GzipReader(const GzipReader&) = delete;
    GzipReader& operator=(const GzipReader&) = delete;

    // Appends what `bytes` hold to `text`, which gets no longer than `bytes_max`. After another
    // outcome than `taken` the reader is of no more use.
    Outcome take(std::string_view bytes, std::string& text, std::size_t bytes_max);

    // Nothing is missing: the body may end here.
    bool is_whole() const { return place_ != Place::inside; }

private:
    enum class Place { before, inside, between, behind };

    void skip_to_member(std::string_view& bytes);
    Outcome inflate(std::string_view& bytes, std::string& text, std::size_t bytes_max);

    std::unique_ptr<z_stream_s> stream_;
    Place place_ = Place::before;
};

}  // namespace scan
