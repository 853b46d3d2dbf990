#include "adapters/http/answer_intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace scan {
namespace {

// Compressing what cannot be compressed makes it a little longer.
constexpr std::size_t kGzipExtraBytes = 64 * 1024;
constexpr std::string_view kBlanks = " \t\r\n";

std::string lower(std::string_view text) {
    std::string all(text);
    std::ranges::transform(all, all.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return all;
}

std::string_view trim(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

bool is_gzip(std::string_view coding) {
    return coding == "gzip" || coding == "x-gzip";
}

// Ways to compress that nobody asked for. Any other name, such as UTF-8 or none, is a server's
// mistake and says nothing of the body.
bool is_foreign(std::string_view coding) {
    constexpr std::array<std::string_view, 5> kForeign = {"br", "zstd", "deflate", "compress",
                                                          "x-compress"};
    return std::ranges::find(kForeign, coding) != kForeign.end();
}

}  // namespace

void AnswerIntake::note_coding(std::string_view codings) {
    while (!codings.empty()) {
        const std::size_t end = std::min(codings.find(','), codings.size());
        const std::string coding = lower(trim(codings.substr(0, end)));
        codings.remove_prefix(std::min(end + 1, codings.size()));
        if (is_foreign(coding) || (is_gzip(coding) && gzip_)) foreign_coding_ = coding;
        if (is_gzip(coding) && !gzip_) gzip_.emplace();
    }
}

bool AnswerIntake::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > kHeaderBytesMax) {
        excess_ = Excess::headers;
        return false;
    }
    if (line.starts_with("HTTP/")) {
        // The answer before was an interim one, like 100 Continue.
        gzip_.reset();
        foreign_coding_.clear();
        return true;
    }
    const std::size_t colon = line.find(':');
    if (colon != line.npos && lower(line.substr(0, colon)) == "content-encoding")
        note_coding(line.substr(colon + 1));
    return true;
}

bool AnswerIntake::take_body(std::string_view bytes) {
    raw_bytes_ += bytes.size();
    if (raw_bytes_ > body_bytes_max_ + (gzip_ ? kGzipExtraBytes : 0)) excess_ = Excess::body;
    if (excess_ != Excess::none) return false;
    if (!foreign_coding_.empty() || is_corrupt_) return true;
    if (!gzip_) {
        body_.append(bytes);
        return true;
    }
    switch (gzip_->take(bytes, body_, body_bytes_max_)) {
        case GzipReader::Outcome::taken: break;
        case GzipReader::Outcome::too_large: excess_ = Excess::body; return false;
        case GzipReader::Outcome::corrupt: is_corrupt_ = true; break;
    }
    return true;
}

Error AnswerIntake::too_large() const {
    if (excess_ == Excess::headers) {
        return {ErrorCode::rejected,
                fmt::format("the answer has more than {} bytes of headers", kHeaderBytesMax)};
    }
    return {ErrorCode::rejected,
            fmt::format("the answer has more than {} bytes{}", body_bytes_max_,
                        setting_.empty() ? "" : fmt::format(" ({})", setting_))};
}

std::optional<Error> AnswerIntake::body_fault() const {
    if (raw_bytes_ == 0) return std::nullopt;
    if (!foreign_coding_.empty()) {
        return Error{ErrorCode::rejected,
                     fmt::format("the answer is compressed with {}, which was not asked for",
                                 foreign_coding_)};
    }
    if (is_corrupt_) {
        return Error{ErrorCode::rejected,
                     "the answer calls itself gzip and cannot be decompressed"};
    }
    if (gzip_ && !gzip_->is_whole())
        return Error{ErrorCode::transient, "the answer's gzip body ends before its end"};
    return std::nullopt;
}

std::string AnswerIntake::take() {
    return body_fault() ? std::string() : std::move(body_);
}

}  // namespace scan
