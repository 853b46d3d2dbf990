#include "pipeline/event_page/compressed_body.h"

#include <fmt/format.h>
#include <zstd.h>

#include <new>
#include <optional>

#include "base/base64.h"
#include "base/require.h"

namespace scan {
namespace {

constexpr std::string_view kMark = "zstd:";
// Higher levels cost more than the bytes that they save: see the ADR.
constexpr int kLevel = 1;
// What base64 makes of a frame of kExpandedBytesMax that could not be compressed, and some more.
constexpr std::size_t kBodyBytesMax = kExpandedBytesMax / 2 * 3;

std::unexpected<Error> no_body(std::string_view why) {
    return fail(ErrorCode::rejected, fmt::format("not a compressed page: {}", why));
}

void check(std::size_t result) {
    require(ZSTD_isError(result) == 0, "zstd takes its own settings and any page");
}

}  // namespace

bool is_compressed(std::string_view body) {
    return body.starts_with(kMark);
}

void BodyCompressor::Free::operator()(ZSTD_CCtx_s* context) const {
    ZSTD_freeCCtx(context);
}

BodyCompressor::BodyCompressor() : context_(ZSTD_createCCtx()) {
    if (!context_) throw std::bad_alloc();
    check(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel));
    check(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1));
}

BodyCompressor::~BodyCompressor() = default;

std::string BodyCompressor::compress(std::string_view page) {
    require(page.size() <= kExpandedBytesMax, "the page is one that is read again");
    frame_.resize(ZSTD_compressBound(page.size()));
    const std::size_t length =
        ZSTD_compress2(context_.get(), frame_.data(), frame_.size(), page.data(), page.size());
    check(length);
    return std::string(kMark) + base64(std::string_view(frame_).substr(0, length));
}

void BodyExpander::Free::operator()(ZSTD_DCtx_s* context) const {
    ZSTD_freeDCtx(context);
}

BodyExpander::BodyExpander() : context_(ZSTD_createDCtx()) {
    if (!context_) throw std::bad_alloc();
}

BodyExpander::~BodyExpander() = default;

Result<std::string> BodyExpander::expand(std::string_view body) {
    require(is_compressed(body), "the body has the mark");
    if (body.size() > kBodyBytesMax) return no_body("it is too long");
    const auto frame = from_base64(body.substr(kMark.size()));
    if (!frame) return no_body("it is no base64");
    const auto claimed = ZSTD_getFrameContentSize(frame->data(), frame->size());
    if (claimed == ZSTD_CONTENTSIZE_ERROR) return no_body("it is no zstd frame");
    if (claimed == ZSTD_CONTENTSIZE_UNKNOWN) return no_body("it does not say how long it is");
    if (claimed > kExpandedBytesMax)
        return no_body(fmt::format("it says that it holds {} bytes, more than {}", claimed,
                                   kExpandedBytesMax));
    std::string page(claimed, '\0');
    // Never beyond `page`, whatever the frame holds.
    const std::size_t length =
        ZSTD_decompressDCtx(context_.get(), page.data(), page.size(), frame->data(), frame->size());
    if (ZSTD_isError(length) != 0) return no_body(ZSTD_getErrorName(length));
    if (length != page.size()) return no_body("it is shorter than it says");
    return page;
}

std::string legible_body(std::string_view body) {
    if (!is_compressed(body)) return std::string(body);
    return BodyExpander().expand(body).value_or(std::string(body));
}

}  // namespace scan
