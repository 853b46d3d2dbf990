#include "pipeline/event_page/compressed_body.h"

#include "base/base64.h"
#include "fuzz/target.h"
#include "pipeline/event_page/event_page_decoder.h"

namespace scan {
namespace {

// Returns whether it was a page.
bool check_body(const std::string& body) {
    static BodyExpander expander;
    static EventPageDecoder decoder;
    const auto page = expander.expand(body);
    if (!page) {
        promise(page.error().code == ErrorCode::rejected, "what is no body is rejected");
        promise(!decoder.decode(body), "what cannot be expanded is no page");
        promise(legible_body(body) == body, "what is no body is shown as it is");
        return false;
    }
    promise(page->size() <= kExpandedBytesMax, "a page has its bound");
    static BodyCompressor compressor;
    const auto again = expander.expand(compressor.compress(*page));
    promise(again && *again == *page, "what is compressed anew is the same");
    static EventPageDecoder plain;
    const auto events = decoder.decode(body);
    const auto same = plain.decode(*page);
    // Only a page itself can be in it, no further form.
    if (events) {
        promise(same.has_value() && same->events().size() == events->events().size(),
                "a compressed page has the page's events");
    }
    return true;
}

}  // namespace

// The input is a frame, or after an 'x' a whole body's base64, or after a 'p' a page.
void fuzz(std::string_view input) {
    if (input.starts_with('x')) {
        check_body("zstd:" + std::string(input.substr(1)));
    } else if (input.starts_with('p')) {
        promise(check_body(BodyCompressor().compress(input.substr(1))),
                "what was compressed can be expanded");
    } else {
        check_body("zstd:" + base64(input));
    }
}

}  // namespace scan
