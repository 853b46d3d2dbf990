#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/event_page/message_form.h"

namespace scan {

// Finds where the events of a page stand, without judging them. Keeps its parser; one thread.
class PageSplitter {
public:
    // A part of the page's text.
    struct Slice {
        std::size_t begin;
        std::size_t length;
    };
    PageSplitter();
    ~PageSplitter();

    // `padded_text` ends in EventDecoder::kPaddingBytes of padding and begins with { or [. The error
    // says why it is no page. What stands beside what is looked for may be no JSON.
    std::expected<ReceivedForm, std::string> split(const std::string& padded_text);

    // Of a page, in its order; until the next `split`.
    std::span<const Slice> slices() const;
    // Of a notification; until the next `split`.
    std::string_view message() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace scan
