#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/gzip_reader.h"
#include "base/error.h"

namespace scan {

// Takes an answer as it arrives, within its bounds, and decompresses its body.
class AnswerIntake final {
public:
    static constexpr std::size_t kHeaderBytesMax = 64 * 1024;

    // `setting` is where `body_bytes_max` is set, for messages; empty: nowhere.
    AnswerIntake(std::size_t body_bytes_max, std::string_view setting)
        : body_bytes_max_(body_bytes_max), setting_(setting) {}

    // One line of its head; a piece of its body. False: more than may be, the transfer is to end.
    bool take_header(std::string_view line);
    bool take_body(std::string_view bytes);

    bool is_empty() const { return header_bytes_ == 0; }
    // More came, or was announced, than may be.
    Error too_large() const;
    // Why the body is of no use though all of it came.
    std::optional<Error> body_fault() const;

    // What arrived, decompressed; empty if there is a body_fault.
    std::string take();

    bool is_too_large() const { return excess_ != Excess::none; }
    bool has_too_large_head() const { return excess_ == Excess::headers; }

private:
    enum class Excess { none, headers, body };

    void note_coding(std::string_view codings);

    std::size_t body_bytes_max_;
    std::string_view setting_;
    std::size_t header_bytes_ = 0;
    std::size_t raw_bytes_ = 0;  // of the body as it came
    Excess excess_ = Excess::none;
    std::string body_;
    std::optional<GzipReader> gzip_;
    std::string foreign_coding_;
    bool is_corrupt_ = false;
};

}  // namespace scan
