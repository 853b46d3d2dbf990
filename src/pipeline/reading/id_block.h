#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "domain/id_range.h"

namespace scan {

// Neighbouring ids in the smallest of three forms: runs, a bitmap, or a sorted list of offsets from
// the first. A value; one thread.
class IdBlock {
public:
    // Offsets from some id, both ends included.
    using Run = std::pair<std::uint32_t, std::uint32_t>;

    // A block of the ids at these runs from `base`. REQUIRES: there is one.
    IdBlock(EventId base, std::vector<Run> runs);

    // An id so far above `first` cannot be in the block.
    static bool fits(EventId first, EventId id);

    EventId first() const { return first_; }
    EventId last() const { return last_; }
    std::size_t count() const { return count_; }
    // Roughly what the block occupies.
    std::size_t bytes() const;
    // Too large to be copied at each change: it should be two.
    bool is_large() const;

    // REQUIRES: id >= first().
    bool has(EventId id) const;
    // The least id of the block above `id`. REQUIRES: first() <= id < last().
    EventId next_after(EventId id) const;
    // Counted from first().
    std::vector<Run> runs() const;

    // Adds an id above all of the block. False: there is no room for it in the block's form.
    bool append(EventId id);

private:
    enum class Form { runs, bitmap, offsets };

    std::uint32_t offset(EventId id) const;
    std::size_t first_run_to(std::uint32_t at) const;

    EventId first_;
    EventId last_;
    std::size_t count_ = 0;
    Form form_ = Form::runs;
    std::vector<std::uint32_t> words_;
};

}  // namespace scan
