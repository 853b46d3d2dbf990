#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/utc_time.h"

namespace scan {

// Rows of text in columns, for people. The last column is cut so that a line fits.
class TextTable final {
public:
    static constexpr std::size_t kWidth = 80;

    explicit TextTable(std::vector<std::string> heads) { rows_.push_back(std::move(heads)); }

    // REQUIRES: as many cells as there are heads.
    void add(std::vector<std::string> cells);

    std::string text(std::size_t width = kWidth) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

// To the second, without the zone: "2026-11-27 22:03:55".
std::string short_time(UtcTime time);

}  // namespace scan
