#include "pipeline/reading/id_block.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/require.h"

namespace scan {
namespace {

constexpr std::size_t kWordsMax = 512;
constexpr std::uint32_t kBits = 32;
// A node of the set's map, and the block in it.
constexpr std::size_t kBlockBytes = 136;

std::size_t bitmap_words(std::uint32_t last_offset) {
    return last_offset / kBits + 1;
}

}  // namespace

IdBlock::IdBlock(EventId base, std::vector<Run> runs) {
    require(!runs.empty(), "a block has an id");
    const std::uint32_t shift = runs.front().first;
    for (Run& run : runs) run = {run.first - shift, run.second - shift};
    const std::uint32_t last_offset = runs.back().second;
    first_ = EventId{base.value + shift};
    last_ = EventId{first_.value + last_offset};
    for (const Run& run : runs) count_ += std::size_t{run.second} - run.first + 1;

    const std::size_t as_runs = 2 * runs.size();
    const std::size_t as_bitmap = bitmap_words(last_offset);
    if (as_runs <= as_bitmap && as_runs <= count_) {
        form_ = Form::runs;
        for (const Run& run : runs) words_.insert(words_.end(), {run.first, run.second});
        return;
    }
    form_ = as_bitmap <= count_ ? Form::bitmap : Form::offsets;
    if (form_ == Form::bitmap) words_.resize(as_bitmap);
    for (const Run& run : runs) {
        for (std::uint32_t at = run.first; at <= run.second; ++at) {
            if (form_ == Form::bitmap) {
                words_[at / kBits] |= 1u << (at % kBits);
            } else {
                words_.push_back(at);
            }
        }
    }
}

bool IdBlock::fits(EventId first, EventId id) {
    return id.value - first.value < std::numeric_limits<std::uint32_t>::max();
}

std::size_t IdBlock::bytes() const {
    return kBlockBytes + words_.capacity() * sizeof(std::uint32_t);
}

bool IdBlock::is_large() const {
    return words_.size() > kWordsMax;
}

std::uint32_t IdBlock::offset(EventId id) const {
    require(id >= first_, "the id is not below the block");
    return static_cast<std::uint32_t>(id.value - first_.value);
}

// The number of the first run that ends at `at` or later: the ends stand at the odd places.
std::size_t IdBlock::first_run_to(std::uint32_t at) const {
    std::size_t low = 0;
    std::size_t high = words_.size() / 2;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (words_[2 * middle + 1] < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool IdBlock::has(EventId id) const {
    if (id > last_) return false;
    const std::uint32_t at = offset(id);
    switch (form_) {
        case Form::runs: {
            const std::size_t run = first_run_to(at);
            return 2 * run < words_.size() && words_[2 * run] <= at;
        }
        case Form::bitmap: return (words_[at / kBits] >> (at % kBits) & 1u) != 0;
        case Form::offsets: return std::ranges::binary_search(words_, at);
    }
    return false;
}

EventId IdBlock::next_after(EventId id) const {
    require(id < last_, "the block has a higher id");
    std::uint32_t at = offset(id) + 1;
    switch (form_) {
        case Form::runs: at = std::max(words_[2 * first_run_to(at)], at); break;
        case Form::bitmap: {
            std::size_t word = at / kBits;
            std::uint32_t bits = words_[word] & ~std::uint32_t{0} << (at % kBits);
            while (bits == 0) bits = words_[++word];
            at = static_cast<std::uint32_t>(word) * kBits +
                 static_cast<std::uint32_t>(std::countr_zero(bits));
            break;
        }
        case Form::offsets: at = *std::ranges::lower_bound(words_, at); break;
    }
    return EventId{first_.value + at};
}

std::vector<IdBlock::Run> IdBlock::runs() const {
    std::vector<Run> runs;
    const auto add = [&runs](std::uint32_t at) {
        if (!runs.empty() && runs.back().second + 1 == at) {
            ++runs.back().second;
        } else {
            runs.emplace_back(at, at);
        }
    };
    switch (form_) {
        case Form::runs:
            for (std::size_t i = 0; i + 1 < words_.size(); i += 2)
                runs.emplace_back(words_[i], words_[i + 1]);
            break;
        case Form::bitmap:
            for (std::uint32_t at = 0; at <= offset(last_); ++at) {
                if ((words_[at / kBits] >> (at % kBits) & 1u) != 0) add(at);
            }
            break;
        case Form::offsets:
            for (const std::uint32_t at : words_) add(at);
            break;
    }
    return runs;
}

bool IdBlock::append(EventId id) {
    require(id > last_, "the id is above the block");
    if (!fits(first_, id)) return false;
    const std::uint32_t at = offset(id);
    switch (form_) {
        case Form::runs:
            if (words_.back() + 1 == at) {
                ++words_.back();
            } else {
                if (words_.size() + 2 > kWordsMax) return false;
                words_.insert(words_.end(), {at, at});
            }
            break;
        case Form::bitmap:
            if (bitmap_words(at) > kWordsMax) return false;
            words_.resize(std::max(words_.size(), bitmap_words(at)));
            words_[at / kBits] |= 1u << (at % kBits);
            break;
        case Form::offsets:
            if (words_.size() + 1 > kWordsMax) return false;
            words_.push_back(at);
            break;
    }
    last_ = id;
    ++count_;
    return true;
}

}  // namespace scan
