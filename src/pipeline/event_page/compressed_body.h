#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

// ZSTD_CCtx and ZSTD_DCtx, so that no library's header stands here.
struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace scan {

// The second form of a message's body: "zstd:" and, in base64, a page as one zstd frame that tells
// its size. Text, because every queue carries text and none of a database's needs another column
// for it (docs/adr/0012-compressed-messages.md).
//
//     zstd:KLUv/WACARUBAHsiU2NhbkV2ZW50cyI6W3siRXZlbnRJZCI6…

// How a worker's directory row calls the form.
inline constexpr std::string_view kCompressedForm = "zstd";

// A page that is larger is not compressed, and a body that says or holds more is no page.
inline constexpr std::size_t kExpandedBytesMax = std::size_t{16} * 1024 * 1024;

bool is_compressed(std::string_view body);

// Keeps the library's memory between bodies. One thread.
class BodyCompressor final {
public:
    BodyCompressor();
    ~BodyCompressor();

    // REQUIRES: `page` is at most kExpandedBytesMax long.
    std::string compress(std::string_view page);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> context_;
    std::string frame_;
};

// Keeps the library's memory between bodies. One thread.
class BodyExpander final {
public:
    BodyExpander();
    ~BodyExpander();

    // The page. Takes as much memory as the body says that it holds, and none if that is more than
    // kExpandedBytesMax.
    //   rejected: the body is not what the mark says.
    // REQUIRES: is_compressed(body).
    Result<std::string> expand(std::string_view body);

private:
    struct Free {
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

// The page's text, for people; of a body that is not compressed, or not rightly, the body itself.
std::string legible_body(std::string_view body);

}  // namespace scan
