#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "pipeline/reading/id_block.h"

namespace scan {

// A set of ids that are mostly added in ascending order.
//
// Ids arrive in long runs without a hole, with a hole at every second place, or scattered. So they
// are kept in blocks of neighbours, each in the form that is smallest for it. A feed without holes
// costs a few bytes however long it runs; one with holes costs between an eighth of a byte and a
// little more than four bytes an id. A value; one thread.
class IdSet {
public:
    // Returns whether the id is new here.
    bool insert(EventId id);
    bool contains(EventId id) const;

    std::size_t size() const { return size_; }
    // How many ids of the range are in the set.
    std::size_t count(IdRange range) const;
    // The least id above `id`.
    std::optional<EventId> next_after(EventId id) const;

    void erase(IdRange range);
    void clear() { *this = IdSet(); }

    // Roughly what the set occupies.
    std::size_t bytes() const { return bytes_; }

private:
    using Blocks = std::map<EventId, IdBlock>;  // by the first id

    void put(EventId base, std::vector<IdBlock::Run> runs);
    Blocks::iterator remove(Blocks::iterator block);
    // The first block that may hold ids above `id`.
    Blocks::const_iterator first_above(EventId id) const;

    Blocks blocks_;
    std::size_t size_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace scan
