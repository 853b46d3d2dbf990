#pragma once

#include <string>

namespace scan {

// For EXPECT_PRED2, which prints both texts.
inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace scan
