#include "pipeline/reading/seen_texts.h"

#include <utility>

#include "base/hash.h"

namespace scan {

bool SeenTexts::recall(std::string_view text) {
    const std::string hash = sha256_hex(text);
    if (newer_.contains(hash)) return true;
    if (!older_.contains(hash)) return false;
    note(text);
    return true;
}

void SeenTexts::note(std::string_view text) {
    if (newer_.size() >= kTextsMin) older_ = std::exchange(newer_, {});
    newer_.insert(sha256_hex(text));
}

}  // namespace scan
