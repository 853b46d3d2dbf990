#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace scan {

// The fate of each entry of a batch, in the batch's order.
struct BatchEntry {
    Result<> result;
    std::string body_md5 = {};  // of what the server took; empty: it does not say
};
using BatchAnswer = std::vector<BatchEntry>;

// One entry of an answer, as the server names it: by the id that the request gave it.
struct NamedEntry {
    std::string id;
    BatchEntry entry;
};

// Each entry in its place. One that the answer does not name is a transient error: nobody knows
// what became of it.
BatchAnswer in_order(std::vector<NamedEntry> named, std::size_t count);

}  // namespace scan
