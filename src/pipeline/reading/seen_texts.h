#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace scan {

// Remembers, by hash, the last texts that were noted: at least the newest `kTextsMin`, at most
// twice as many. Noting a text again keeps it fresh. One thread.
class SeenTexts {
public:
    static constexpr std::size_t kTextsMin = 10'000;

    // Whether the text was noted before. A text that is recalled is kept as if it were noted again.
    bool recall(std::string_view text);
    void note(std::string_view text);

private:
    // Two generations: when the newer is full it becomes the older, and the older is forgotten.
    std::unordered_set<std::string> newer_;
    std::unordered_set<std::string> older_;
};

}  // namespace scan
