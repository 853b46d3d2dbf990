#include "domain/id_range.h"

#include <algorithm>

namespace scan {

std::vector<IdRange> joined(std::vector<IdRange> ranges, std::size_t count_max) {
    std::erase_if(ranges, &IdRange::is_empty);
    std::ranges::sort(ranges, {}, &IdRange::after);
    std::vector<IdRange> apart;
    for (const IdRange& range : ranges) {
        if (!apart.empty() && range.after <= apart.back().last) {
            apart.back().last = std::max(apart.back().last, range.last);
        } else {
            apart.push_back(range);
        }
    }
    if (apart.size() <= count_max) return apart;

    std::vector<std::int64_t> distances;
    for (std::size_t i = 1; i < apart.size(); ++i)
        distances.push_back(apart[i].after.value - apart[i - 1].last.value);
    const auto too_many = static_cast<std::ptrdiff_t>(apart.size() - count_max);
    std::vector<std::int64_t> smallest = distances;
    std::ranges::nth_element(smallest, smallest.begin() + (too_many - 1));
    const std::int64_t joined_below = smallest[static_cast<std::size_t>(too_many - 1)];

    std::vector<IdRange> few{apart.front()};
    for (std::size_t i = 1; i < apart.size(); ++i) {
        if (distances[i - 1] <= joined_below) {
            few.back().last = apart[i].last;
        } else {
            few.push_back(apart[i]);
        }
    }
    return few;
}

std::vector<IdRange> clipped(const std::vector<IdRange>& ranges, EventId last) {
    std::vector<IdRange> below;
    for (const IdRange& range : ranges) {
        const IdRange part{range.after, std::min(range.last, last)};
        if (!part.is_empty()) below.push_back(part);
    }
    return below;
}

}  // namespace scan
